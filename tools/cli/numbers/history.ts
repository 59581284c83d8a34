import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { CommandFailure } from '../command/failure';
import { BINDING_FIELDS, type BindingField } from './binding';

/** Beside the env files, and like them not in git: webhook URLs can carry secrets. */
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

/** One change that was made to a number. */
export type BindingRecord = v.InferOutput<typeof record>;

/** All changes made from this folder that have not been undone, the newest last. */
export function readHistory(root = process.cwd()): BindingRecord[] {
  const file = join(root, FILE);
  if (!existsSync(file)) return [];
  try {
    return v.parse(v.array(record), JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new CommandFailure(
      `${file} cannot be read: it holds what --undo would restore.`,
      'Mend it, or move it away if nothing is to be undone.',
      'bad-history',
      { cause: error },
    );
  }
}

export function writeHistory(records: readonly BindingRecord[], root = process.cwd()): void {
  const text = `${JSON.stringify(records, null, 2)}\n`;
  const file = join(root, FILE);
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    throw new CommandFailure(
      `${file} cannot be written: it holds what --undo would restore.`,
      'Run this in a folder that you can write to.',
      'history-not-written',
      { cause: error },
    );
  }
}
