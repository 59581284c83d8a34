import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FlowDefinition } from '../../studio/definition';
import { CommandFailure } from '../command/failure';
import type { Terminal } from '../command/terminal';
import { exampleFiles } from './example-files';

/** Writes a flow to a file, or prints it and nothing else; returns the exit code. */
export function writeFlow(
  definition: FlowDefinition,
  file: string | undefined,
  terminal: Terminal,
): number {
  const json = `${JSON.stringify(definition, null, 2)}\n`;
  if (file === undefined) {
    terminal.write(json);
    return 0;
  }
  try {
    writeFileSync(resolve(terminal.cwd, file), json);
  } catch (cause) {
    throw new CommandFailure(
      `The file ${file} cannot be written (${reasonOf(cause)}).`,
      'Pass another file with --out, in a folder that exists.',
      'not-written',
      { cause },
    );
  }
  terminal.result({ file });
  terminal.say(
    `Wrote ${file}. To import it: Twilio Console, Studio, Create new Flow, Import from JSON.`,
  );
  return 0;
}

/** Writes what the repository keeps of the flow: the importable examples, and their diagram. */
export function writeExamples(terminal: Terminal): number {
  const files = exampleFiles(terminal.cwd);
  for (const [path, content] of files) {
    writeFileSync(resolve(terminal.cwd, path), content);
    terminal.say(`Wrote ${path}.`);
  }
  terminal.result({ files: files.map(([path]) => path) });
  return 0;
}

const reasonOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : String(error);
