import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The programs that the bench runs as processes: `processes/<name>.ts`. */
export type ProcessName = 'asapp' | 'cold-start' | 'few-calls' | 'memory' | 'service' | 'slot';

const NAMES: readonly ProcessName[] = [
  'asapp',
  'cold-start',
  'few-calls',
  'memory',
  'service',
  'slot',
];

/** Compiles the programs before they run, so that no compiler works inside what is measured. */
export async function buildProcesses(root = process.cwd()): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: NAMES.map((name) => join(root, 'tools/bench/processes', `${name}.ts`)),
    outdir: join(root, 'dist/bench'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
  });
}

/** A process that answers each request with one message. */
export interface Child<Request, Answer> {
  /** @throws if the process ends before it has answered */
  request(request: Request): Promise<Answer>;
  /** Tells the process to end, and waits until it has. */
  stop(): Promise<void>;
}

interface Pending<Answer> {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** Starts a program that `buildProcesses` has compiled. */
export function startChild<Request, Answer>(
  name: ProcessName,
  nodeOptions: readonly string[] = [],
): Child<Request, Answer> {
  const child: ChildProcess = fork(join(process.cwd(), 'dist/bench', `${name}.js`), {
    execArgv: [...nodeOptions],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const pending = new Map<number, Pending<Answer>>();
  let requests = 0;
  // Safe: `serve` below sends nothing else.
  child.on('message', ({ number, answer }: { number: number; answer: Answer }) => {
    pending.get(number)?.resolve(answer);
    pending.delete(number);
  });
  child.once('exit', (code) => {
    for (const { reject } of pending.values()) {
      reject(new Error(`the ${name} process ended with code ${code} before it had answered`));
    }
  });
  return {
    request: (request) =>
      new Promise((resolve, reject) => {
        requests += 1;
        pending.set(requests, { resolve, reject });
        child.send({ number: requests, request });
      }),
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.disconnect();
      }),
  };
}

/** Runs in the child: answers requests until the parent is gone. */
export function serve<Request, Answer>(answer: (request: Request) => Promise<Answer>): void {
  // Safe: `startChild` sends nothing else.
  process.on('message', ({ number, request }: { number: number; request: Request }) => {
    answer(request).then(
      (answered) => process.send?.({ number, answer: answered }),
      (error) => {
        process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
        process.exit(1);
      },
    );
  });
  process.once('disconnect', () => process.exit());
}
