import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandFailure } from './failure';
import type { Terminal } from './terminal';

/**
 * Writes a file that an option names.
 *
 * @throws CommandFailure if that is not possible
 */
export function writeNamedFile(file: string, text: string, { cwd }: Pick<Terminal, 'cwd'>): void {
  try {
    writeFileSync(resolve(cwd, file), text);
  } catch (cause) {
    throw new CommandFailure(
      `${file} cannot be written.`,
      'Choose a file in a folder that exists.',
      'not-written',
      { cause },
    );
  }
}
