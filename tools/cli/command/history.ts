import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { CommandFailure } from './failure';

/** The changes that a command made from a folder and that were not undone, the newest last. */
export interface History<Entry> {
  /** @throws CommandFailure if the file is not what the command wrote */
  read(root: string): Entry[];
  write(entries: readonly Entry[], root: string): void;
}

/**
 * What `--undo` restores, in a file next to the env files. Like them it is not in git, and only this user
 * can read it: old values can be secrets.
 */
export function historyIn<Entry>(
  name: string,
  schema: v.GenericSchema<unknown, Entry>,
): History<Entry> {
  return {
    read(root) {
      const file = join(root, name);
      if (!existsSync(file)) return [];
      try {
        return v.parse(v.array(schema), JSON.parse(readFileSync(file, 'utf8')));
      } catch (error) {
        throw new CommandFailure(
          `${file} cannot be read. It holds what --undo restores.`,
          'Fix it, or move it away if you do not want to undo anything.',
          'bad-history',
          { cause: error },
        );
      }
    },
    write(entries, root) {
      const file = join(root, name);
      try {
        writeFileSync(file, `${JSON.stringify(entries, null, 2)}\n`, { mode: 0o600 });
      } catch (error) {
        throw new CommandFailure(
          `${file} cannot be written. It holds what --undo restores.`,
          'Run the command in a folder that you can write to.',
          'history-not-written',
          { cause: error },
        );
      }
    },
  };
}
