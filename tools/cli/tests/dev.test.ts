import { createServer, type Server } from 'node:net';
import { type Clone, cloneProject } from './clone';
import { runCommand } from './run-command';

let clone: Clone;
beforeAll(() => {
  clone = cloneProject();
});
afterAll(() => clone.remove());

const dev = (...args: string[]) => runCommand('dev', args, { cwd: clone.path });

/** A server on a free port, and that port. */
function occupy(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address ? address.port : 0 });
    });
  });
}

test('npm run dev says that its port is taken, and asks nothing', async () => {
  const { server, port } = await occupy();
  const { code, err } = await dev('--port', String(port));
  server.close();
  expect(err).toContain(`Port ${port} is in use by another program.`);
  expect(err).toContain('npm run dev -- --port');
  expect(code).toBe(1);
});

test('npm run dev refuses what is no port', async () => {
  const { code, err } = await dev('--port', 'http');
  expect(err).toContain('http is no port.');
  expect(code).toBe(2);
});
