import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { forEachTest } from '../../../tests/support/for-each-test';
import { type LocalTwilioRest, startTwilioRest } from '../../simulator';
import type { Run } from '../command/command';
import { createTerminal, type Variables } from '../command/terminal';

const ROOT = join(__dirname, '../../..');
/** tsx as a hook, which spares the second process of its command. */
const TSX = require.resolve('tsx/cjs');

export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What a person types at the terminal; without it, nobody is there. */
  readonly typed?: string;
  /** Fires when the person presses Ctrl-C. */
  readonly interrupted?: AbortSignal;
}

/** Runs a command in this process. */
export async function runCommand(
  run: Run,
  args: readonly string[],
  { cwd, env = {}, typed, interrupted = new AbortController().signal }: Surroundings,
): Promise<Finished> {
  const [stdout, stderr] = [new Collector(), new Collector()];
  const terminal = createTerminal(args, {
    cwd,
    env: { ...basics(), ...env },
    stdin: Object.assign(Readable.from(typed ?? ''), { isTTY: typed !== undefined }),
    stdout,
    stderr,
    interrupted: () => interrupted,
  });
  const code = await run(args, terminal);
  return { code, out: stdout.text, err: stderr.text };
}

class Collector extends Writable {
  text = '';

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

/** Runs a command of `tools/cli/` as its npm script does, in a process of its own, without a person. */
export function spawnCommand(
  name: string,
  args: readonly string[],
  { cwd, env = {} }: Omit<Surroundings, 'typed'>,
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      commandLine(name, args),
      { cwd, env: { ...basics(), ...env }, timeout: 60_000 },
      (error, out, err) => resolve({ code: child.exitCode ?? (error ? 1 : 0), out, err }),
    );
    child.stdin?.end();
  });
}

/** What a command needs of the environment to start other programs; nothing else of it gets in. */
function basics(): Variables {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, NO_COLOR: '1' };
}

/** The arguments of Node that run a command of `tools/cli/`. */
export function commandLine(name: string, args: readonly string[]): string[] {
  return ['--require', TSX, join(ROOT, 'tools/cli', `${name}.ts`), ...args];
}

/** The variables that lead a command to a local Twilio, with its credentials. */
export function variablesFor({ url, account }: LocalTwilioRest): Record<string, string> {
  return { TWILIO_API_BASE: url, ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken };
}

/** For each test, a local account, and a folder in which commands run. */
export function accountAndFolder() {
  const rest = forEachTest(() => startTwilioRest());
  const folder = forEachTest(async () => {
    const { path, remove } = temporaryFolder();
    return { path, close: async () => remove() };
  });
  return { rest, folder };
}

/** A folder outside the project with the toolkit's configuration and no env file, and its removal. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'voice-agent-'));
  copyFileSync(join(ROOT, '.twilioserverlessrc'), join(path, '.twilioserverlessrc'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
