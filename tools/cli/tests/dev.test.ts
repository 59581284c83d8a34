import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import { run } from '../dev';
import { cloneProject } from './clone';
import { commandLine, runCommand } from './run-command';

const dev = (...args: string[]) => runCommand(run, args, { cwd: process.cwd() });

/** A server on a free port, and that port. */
function occupy(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address ? address.port : 0 });
    });
  });
}

const FUNCTION = 'functions/fallback.protected.ts';
const CHANGED = `type Callback = (error: null, body: string) => void;
export const handler = (_: object, __: object, callback: Callback) => callback(null, 'changed');
`;

test('npm run dev serves the functions, again after a change, until Ctrl-C', async () => {
  const { server, port } = await occupy();
  await once(server.close(), 'close');
  const clone = cloneProject();
  const child = spawn(process.execPath, commandLine('dev', ['--port', String(port)]), {
    cwd: clone.path,
    detached: true, // a process group of its own, as in a terminal
  });
  try {
    const lines = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
    const isServed = async () => {
      // The last line of what the toolkit prints when it is ready.
      while (!(await lines.next()).value?.endsWith('/index.html'));
    };
    const answer = async () => (await fetch(`http://127.0.0.1:${port}/fallback`)).text();
    await isServed();
    expect(await answer()).toContain('<Response>');
    clone.write(FUNCTION, CHANGED);
    await isServed();
    expect(await answer()).toBe('changed');
    process.kill(-Number(child.pid), 'SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  } finally {
    if (child.exitCode === null) process.kill(-Number(child.pid), 'SIGKILL');
    clone.remove();
  }
}, 30_000);

test('npm run dev says that its port is in use, and asks no question', async () => {
  const { server, port } = await occupy();
  const { code, err } = await dev('--port', String(port));
  server.close();
  expect(err).toContain(`Port ${port} is in use by another program.`);
  expect(err).toContain('npm run dev -- --port');
  expect(code).toBe(1);
});

test('npm run dev refuses a port that is not a number', async () => {
  const { code, err } = await dev('--port', 'http');
  expect(err).toContain('http is not a port.');
  expect(code).toBe(2);
});
