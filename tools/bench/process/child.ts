import { type ChildProcess, fork } from 'node:child_process';
import { type ProcessName, processFile } from './build';

/** A process of the bench that takes requests and answers each with one message. */
export interface Child<Request, Answer> {
  /** Throws where the process ends before it has answered. */
  ask(request: Request): Promise<Answer>;
  /** Asks the process to end, and waits until it has. */
  stop(): Promise<void>;
}

interface Pending<Answer> {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** Starts a built process; its answers carry the numbers of the requests. */
export function startChild<Request, Answer>(
  name: ProcessName,
  nodeOptions: readonly string[] = [],
): Child<Request, Answer> {
  const child: ChildProcess = fork(processFile(name), {
    execArgv: [...nodeOptions],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const pending = new Map<number, Pending<Answer>>();
  let asked = 0;
  // Safe: `serve` in the same folder sends nothing else.
  child.on('message', ({ number, answer }: { number: number; answer: Answer }) => {
    pending.get(number)?.resolve(answer);
    pending.delete(number);
  });
  child.once('exit', (code) => {
    for (const { reject } of pending.values()) {
      reject(new Error(`the ${name} process ended with code ${code} and an open request`));
    }
  });
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        asked += 1;
        pending.set(asked, { resolve, reject });
        child.send({ number: asked, request });
      }),
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.disconnect();
      }),
  };
}

/** The other side: answers the requests that come from the process above, until it is gone. */
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
