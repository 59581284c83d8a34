import { inspect } from 'node:util';
import { clerkConnectUrl } from '../../../src/clerk/connect-url';
import { BadAnswerError, StatusError } from '../../../src/http/errors';
import { sendJson, startServer, type TestServer } from '../../support/http-server';

let server: TestServer;
let inboxes = 0;
beforeEach(async () => {
  server = await startServer(sendJson(200, { data: { connectUrl: 'wss://clerk.example/1' } }));
});
afterEach(() => server.close());

const connectUrl = () =>
  clerkConnectUrl(
    { origin: server.origin, apiKey: 'marked-key', inboxId: `AP${process.pid}-${++inboxes}` },
    'inbound',
    new AbortController().signal,
  );

describe('Clerk’s URL for a call', () => {
  test('is asked for with the key in its header', async () => {
    expect(await connectUrl()).toBe('wss://clerk.example/1');
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        url: '/public/twilio-connector/connect',
        headers: { apikey: 'marked-key', 'content-type': expect.stringContaining('json') },
      },
    ]);
  });

  test.each([400, 401, 403, 404, 422])('is not to be had with HTTP %d', async (status) => {
    server.answer(sendJson(status, { message: 'marked-key' }));
    const error: unknown = await connectUrl().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StatusError);
    expect(inspect(error)).not.toContain('marked-key');
  });

  test.each([
    {},
    { data: null },
    { data: { connectUrl: 'https://clerk.example/1' } },
    { data: { connectUrl: 'wss://clerk.example/1?token=marked' } },
  ])('is not %j', async (body) => {
    server.answer(sendJson(200, body));
    await expect(connectUrl()).rejects.toThrow(BadAnswerError);
  });
});
