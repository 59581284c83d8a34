import { writeFileSync } from 'node:fs';
import type { FlowDefinition } from '../../studio/definition';
import { CommandFailure } from '../command/failure';
import type { Terminal } from '../command/terminal';

/** Writes a flow to a file, or prints it: then nothing but the JSON. Gives the exit code. */
export function writeFlow(
  definition: FlowDefinition,
  file: string | undefined,
  terminal: Terminal,
): number {
  const json = `${JSON.stringify(definition, null, 2)}\n`;
  if (file === undefined) {
    process.stdout.write(json);
    return 0;
  }
  try {
    writeFileSync(file, json);
  } catch (cause) {
    throw new CommandFailure(
      `The file ${file} cannot be written (${reasonOf(cause)}).`,
      'Name another with --out, in a folder that is there.',
      'not-written',
      { cause },
    );
  }
  terminal.result({ file });
  terminal.say(`Wrote ${file}. In the Twilio Console: Studio, Create new Flow, Import from JSON.`);
  return 0;
}

const reasonOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? error.code : String(error);
