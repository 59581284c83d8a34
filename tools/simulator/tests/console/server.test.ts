import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { WebSocket } from 'ws';
import { CallBook } from '../../console/call-book';
import { startConsole } from '../../console/server';
import type { Listening } from '../../http/listen';

/** The page with all its parts must stay under this. */
const LIMIT_BYTES = 60 * 1024;

let shown: Listening;
const book = new CallBook();

beforeAll(async () => {
  shown = await startConsole({
    book,
    phone: { place: () => Promise.reject(new Error('the line is down')) },
    agent: 'local',
    service: 'http://127.0.0.1:3000',
  });
});
afterAll(() => shown.close());

/** Requests a path with a custom Host header, which fetch does not allow. */
const get = (path: string, host = `localhost:${shown.port}`) =>
  new Promise<{ status: number | undefined; body: string }>((resolve) => {
    const options = { host: '127.0.0.1', port: shown.port, path, headers: { host } };
    request(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode, body }));
    }).end();
  });

const socket = (origin: string) =>
  new WebSocket(`ws://127.0.0.1:${shown.port}/line`, {
    headers: { host: `localhost:${shown.port}` },
    origin,
  });

test('the page and its parts are small and refer to no other server', async () => {
  const paths = ['/', '/console.js', '/audio-worklet.js', '/style.css'];
  const parts = await Promise.all(paths.map((path) => get(path)));
  expect(parts.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const bytes = parts.reduce((sum, { body }) => sum + gzipSync(body).length, 0);
  expect(bytes).toBeLessThan(LIMIT_BYTES);
  expect(parts[0]?.body).not.toMatch(/(src|href)="https?:/);
});

test.each(['/nothing', '/calls/CA1.json', `/calls/CA${'0'.repeat(32)}.json`, '/../package.json'])(
  'answers 404 for %s',
  async (path) => {
    expect((await get(path)).status).toBe(404);
  },
);

test('refuses another host name for this machine', async () => {
  expect((await get('/', 'evil.example')).status).toBe(403);
});

test("refuses a socket to another site's page", async () => {
  const foreign = socket('https://evil.example');
  const [failure] = await new Promise<Error[]>((resolve) => {
    foreign.once('error', (error) => resolve([error]));
  });
  expect(failure?.message).toContain('403');
});

test('welcomes its own page, and says why a call could not be placed', async () => {
  const own = socket(`http://localhost:${shown.port}`);
  const told: { type: string; reason?: string }[] = [];
  await new Promise<void>((resolve) => {
    own.on('message', (data) => {
      const message = JSON.parse(String(data));
      told.push(message);
      if (message.type === 'phone' && message.state === 'idle') resolve();
    });
    own.once('open', () => {
      own.send(JSON.stringify({ type: 'place', request: {}, microphone: true }));
    });
  });
  own.close();
  expect(told.map(({ type }) => type)).toEqual(['welcome', 'phone', 'refused', 'hush', 'phone']);
  expect(told[2]?.reason).toBe('the line is down');
});
