import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalTwilioRest } from '../../simulator/rest/start';

const ROOT = join(__dirname, '../../..');
/** tsx as a hook, which spares the second process of its command. */
const TSX = require.resolve('tsx/cjs');

export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command of `tools/cli/` as a child process, as its npm script does; nobody is at a terminal. */
export function runCommand(
  name: string,
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> },
): Promise<Finished> {
  const { PATH = '', HOME = '' } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      commandLine(name, args),
      { cwd, env: { PATH, HOME, NO_COLOR: '1', ...env }, timeout: 60_000 },
      (error, out, err) => resolve({ code: child.exitCode ?? (error ? 1 : 0), out, err }),
    );
    child.stdin?.end();
  });
}

/** The arguments of Node that run a command of `tools/cli/`. */
export function commandLine(name: string, args: readonly string[]): string[] {
  return ['--require', TSX, join(ROOT, 'tools/cli', `${name}.ts`), ...args];
}

/** The variables that lead a command to a local Twilio, with its credentials. */
export function variablesFor({ url, account }: LocalTwilioRest): Record<string, string> {
  return { TWILIO_API_BASE: url, ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken };
}

/** A folder outside the project with the toolkit's configuration and no env file, and its removal. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'voice-agent-'));
  copyFileSync(join(ROOT, '.twilioserverlessrc'), join(path, '.twilioserverlessrc'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
