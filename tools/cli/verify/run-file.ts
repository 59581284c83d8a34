import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { CommandFailure } from '../command/failure';
import { type Verification, verification } from './evidence';

/** The last run, for its events. Not in git: it names a number. */
const FILE = '.verify.json';

export function keepRun(run: Verification, folder: string): void {
  writeFileSync(join(folder, FILE), `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
}

/** @throws CommandFailure if there is no run, or its file cannot be read */
export function lastRun(folder: string): Verification {
  const file = join(folder, FILE);
  if (!existsSync(file)) {
    throw new CommandFailure(
      'Nothing was verified from this folder yet.',
      'Run `npm run verify -- +1…` first.',
      'no-run',
    );
  }
  try {
    return v.parse(verification, JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new CommandFailure(
      `${file} cannot be read.`,
      'Remove it, and run `npm run verify -- +1…` again.',
      'bad-run',
      { cause },
    );
  }
}
