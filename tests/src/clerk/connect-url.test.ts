import { clerkConnectUrl } from '../../../src/clerk/connect-url';
import { BadAnswerError, StatusError } from '../../../src/http/errors';
import { forEachTest } from '../../support/for-each-test';
import { sendJson, startServer } from '../../support/http-server';

let inboxes = 0;
const server = forEachTest(() =>
  startServer(sendJson(201, { data: { connectUrl: 'wss://media.example/1' } })),
);

const connect = () => {
  const config = { origin: server.origin, apiKey: 'marked-key', inboxId: `AP${++inboxes}` };
  return clerkConnectUrl(config, 'inbound', new AbortController().signal);
};

describe('Clerk’s connect URL', () => {
  test('is requested with Clerk’s key', async () => {
    expect(await connect()).toBe('wss://media.example/1');
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        url: '/public/twilio-connector/connect',
        headers: { apikey: 'marked-key', 'content-type': 'application/json' },
      },
    ]);
  });

  test.each(['http://media.example/', 'wss://media.example/?a=1', 7, undefined])(
    'is refused as a bad answer if it is %p',
    async (connectUrl) => {
      server.answer(sendJson(200, { data: { connectUrl } }));

      await expect(connect()).rejects.toBeInstanceOf(BadAnswerError);
    },
  );

  test('fails with the status of Clerk’s error and nothing else from it', async () => {
    server.answer(sendJson(404, { message: 'no inbox marked' }));

    const error = await connect().catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(StatusError);
    expect(String(error)).toBe(
      'StatusError: Clerk POST /public/twilio-connector/connect: HTTP 404',
    );
  });
});
