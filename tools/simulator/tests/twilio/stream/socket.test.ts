import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSocket } from '../../../twilio/stream/socket';
import { type MediaServer, startMediaServer } from '../../media-server';

let folder: string;
let server: MediaServer;
let other: MediaServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'socket-'));
  [server, other] = [await startMediaServer(() => {}), await startMediaServer(() => {})];
});
afterAll(async () => {
  await Promise.all([server.close(), other.close()]);
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  delete process.env.NODE_EXTRA_CA_CERTS;
});

/** `undefined` if the socket opened, otherwise Twilio's error code. */
async function failureAt(url: string, ca: string): Promise<number | undefined> {
  const opened = await openSocket(url, { authToken: 'token', ca });
  if ('failure' in opened) return opened.failure.code;
  opened.socket.terminate();
  return undefined;
}

test('trusts NODE_EXTRA_CA_CERTS on localhost besides the local certificate', async () => {
  const file = join(folder, 'own.pem');
  writeFileSync(file, server.ca);
  expect(await failureAt(server.url, other.ca)).toBe(31910);
  process.env.NODE_EXTRA_CA_CERTS = file;
  expect(await failureAt(server.url, other.ca)).toBeUndefined();
  expect(await failureAt(other.url, other.ca)).toBeUndefined();
});

test.each([
  ['is missing', undefined],
  ['is not a certificate', 'hello'],
])('ignores NODE_EXTRA_CA_CERTS if the file %s, as Node does', async (_, text) => {
  const file = join(folder, 'bad.pem');
  if (text !== undefined) writeFileSync(file, text);
  process.env.NODE_EXTRA_CA_CERTS = file;
  expect(await failureAt(other.url, other.ca)).toBeUndefined();
  expect(await failureAt(server.url, other.ca)).toBe(31910);
});
