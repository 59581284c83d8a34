import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { CommandFailure } from '../command/failure';
import { BINDING_FIELDS, type BindingField } from './binding';

/** Next to the env files, and like them not in git: webhook URLs can contain secrets. */
const FILE = '.number-bindings.json';

const binding = v.object(
  v.entriesFromList<[BindingField, ...BindingField[]], v.StringSchema<undefined>>(
    [...BINDING_FIELDS],
    v.string(),
  ),
);

const record = v.object({
  sid: v.string(),
  phoneNumber: v.string(),
  /** ISO 8601. */
  at: v.string(),
  before: binding,
  after: binding,
});

/** One change of a number. */
export type BindingRecord = v.InferOutput<typeof record>;

/** All changes made from a folder that were not undone, the newest last. */
export function readHistory(root: string): BindingRecord[] {
  const file = join(root, FILE);
  if (!existsSync(file)) return [];
  try {
    return v.parse(v.array(record), JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new CommandFailure(
      `${file} cannot be read. It holds what --undo restores.`,
      'Fix it, or move it away if you do not want to undo anything.',
      'bad-history',
      { cause: error },
    );
  }
}

export function writeHistory(records: readonly BindingRecord[], root: string): void {
  const text = `${JSON.stringify(records, null, 2)}\n`;
  const file = join(root, FILE);
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    throw new CommandFailure(
      `${file} cannot be written. It holds what --undo restores.`,
      'Run the command in a folder that you can write to.',
      'history-not-written',
      { cause: error },
    );
  }
}
