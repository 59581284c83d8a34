import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { checkPort } from '../http/listen';
import { type Variables, writeTemporaryEnv } from '../local/environment';

export interface ToolkitOptions {
  /** The project's folder, with the built functions in it. */
  root: string;
  port: number;
  /** All of the service's variables; `.env` is not read. */
  env: Variables;
  /** A file with a certificate that the functions trust besides the public ones. */
  caFile?: string;
  /** Called with each line that the functions log. */
  onLog?: (line: string) => void;
}

export interface Toolkit {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  domainName: string;
  /** Replaces the process by a new one. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const COMES_UP_MS = 30_000;

/**
 * Serves the built functions with the toolkit's own command, `twilio-run start`, in a process of
 * its own. Throws if the port is in use, or if the toolkit ends or does not answer.
 */
export async function runToolkit(options: ToolkitOptions): Promise<Toolkit> {
  const { port, env } = options;
  // If its port is in use, the toolkit asks a question that nobody would see.
  await checkPort(port);
  const variables = writeTemporaryEnv(env);
  const origin = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const killChild = () => void child?.kill();
  process.once('exit', killChild);

  async function start(): Promise<void> {
    child = spawnToolkit(options, variables.file);
    await comesUp(child, origin, collect(child, options.onLog));
  }
  async function close(): Promise<void> {
    process.off('exit', killChild);
    if (child !== undefined) await end(child);
    variables.remove();
  }
  async function restart(): Promise<void> {
    if (child !== undefined) await end(child);
    await start();
  }

  try {
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  return { origin, domainName: env.DOMAIN_NAME ?? `localhost:${port}`, restart, close };
}

function spawnToolkit({ root, port, caFile }: ToolkitOptions, envFile: string): ChildProcess {
  const command = join(root, 'node_modules/twilio-run/bin/twilio-run.js');
  // One process, as warm as the cloud's: memory is kept between calls.
  const flags = ['--no-fork-process', '--no-live', '--port', `${port}`, '--env', envFile];
  return spawn(process.execPath, [command, 'start', ...flags], {
    cwd: root,
    env: { ...process.env, ...(caFile !== undefined && { NODE_EXTRA_CA_CERTS: caFile }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** All lines that the toolkit prints; those of the functions are JSON, and are passed on. */
function collect(child: ChildProcess, onLog: ToolkitOptions['onLog']): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      for (const line of parts) if (line.startsWith('{')) onLog?.(line);
    });
  }
  return lines;
}

async function comesUp(child: ChildProcess, origin: string, output: string[]): Promise<void> {
  const deadline = AbortSignal.timeout(COMES_UP_MS);
  while (!deadline.aborted) {
    if (child.exitCode !== null) {
      throw new Error(`twilio-run ended with exit code ${child.exitCode}:\n${output.join('\n')}`);
    }
    const answer = await fetch(origin, { signal: deadline }).catch(() => undefined);
    if (answer !== undefined) return;
    await setTimeout(50);
  }
  throw new Error(`twilio-run does not answer at ${origin}:\n${output.join('\n')}`);
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill();
  });
}
