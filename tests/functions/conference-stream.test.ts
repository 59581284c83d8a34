import twilio from 'twilio';
import { handler } from '../../functions/conference-stream';
import { captureConsole } from '../support/console';
import { forEachTest } from '../support/for-each-test';
import { hang, sendJson, startServer } from '../support/http-server';
import { DOMAIN_NAME, invoke } from '../support/runtime';
import { hurry, useTestClock } from '../support/time';

const KEY = 'marked-signing-key';
const POSTED = { ConferenceSid: 'conference-1', StatusCallbackEvent: 'conference-start' };

let projects = 0;
const server = forEachTest(() => startServer(sendJson(200, { sid: 's-1', status: 'queued' })));
const written = captureConsole();
useTestClock();

function signed(posted: Record<string, string> = POSTED, key = KEY) {
  const url = `https://${DOMAIN_NAME}/conference-stream`;
  const signature = twilio.getExpectedTwilioSignature(key, url, posted);
  return { ...posted, request: { headers: { 'x-signalwire-signature': signature }, cookies: {} } };
}

/** A list in a list in a list … */
function nested(levels: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

const send = (event: Record<string, unknown>, environment: Record<string, string> = {}) =>
  hurry(
    invoke(handler, event, {
      SIGNALWIRE_API_HOST: server.origin,
      SIGNALWIRE_PROJECT_ID: `conference-${++projects}`,
      SIGNALWIRE_API_TOKEN: 'marked-token',
      SIGNALWIRE_SIGNING_KEY: KEY,
      CONFERENCE_STREAM_URL: 'wss://media.example/marked',
      ...environment,
    }),
  );

describe('/conference-stream', () => {
  test('starts a stream when a conference starts', async () => {
    expect(await send(signed())).toMatchObject({ status: 204, body: '' });
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      expect.stringMatching(/^POST .*\/Conferences\/conference-1\/Streams$/),
    ]);
  });

  test.each([
    ['has no signature', { ...POSTED, request: { headers: {}, cookies: {} } }],
    ['is signed with another key', signed(POSTED, 'other')],
    ['has a changed parameter', { ...signed(), ConferenceSid: 'conference-2' }],
    ['has an extra parameter', { ...signed(), more: 'x' }],
    ['has a parameter that would break the computation', { ...signed(), more: { toString: 1 } }],
    ['has lists that are nested deeply', { ...signed(), more: nested(20_000) }],
    ['has a list of lists', { ...signed(), more: [['x']] }],
    ['names a line that cannot be one', { ...signed(), line: 'not a line' }],
    ['is empty', {}],
  ])('refuses an event that %s, and answers nothing else', async (_case, event) => {
    expect(await send(event)).toMatchObject({ status: 403, body: '' });
    expect(server.requests).toEqual([]);
    expect(written.lines()).toMatchObject([{ level: 'warn', event: 'signature-refused' }]);
  });

  test.each([signed(), { line: 'not a line' }, { From: 'client:ann', line: ['a', 'b'] }])(
    'answers 404 and logs nothing, if there is no signing key',
    async (event) => {
      const answer = await send(event, { SIGNALWIRE_SIGNING_KEY: '' });
      expect(answer).toMatchObject({ status: 404, body: '' });
      expect(written.lines()).toEqual([]);
      expect(server.requests).toEqual([]);
    },
  );

  test('refuses everything if the signing key is bad, and names it', async () => {
    expect((await send(signed(), { SIGNALWIRE_SIGNING_KEY: 'two words' })).status).toBe(403);
    expect(written.find('signature-refused')).toMatchObject({
      problems: ['SIGNALWIRE_SIGNING_KEY must be printable ASCII without spaces'],
    });
  });

  test('names what is badly configured, and sends no request', async () => {
    const environment = { SIGNALWIRE_API_TOKEN: '', CONFERENCE_STREAM_URL: 'marked' };
    expect((await send(signed(), environment)).status).toBe(204);
    expect(written.find('bad-configuration')?.problems).toHaveLength(2);
    expect(server.requests).toEqual([]);
  });

  test.each([
    ['refuses', sendJson(401, {}), 'error'],
    ['never answers', hang, 'warn'],
  ])('answers in time, and logs a failure, if SignalWire %s', async (_fault, answer, level) => {
    server.answer(answer);
    const startedAt = Date.now();
    expect((await send(signed())).status).toBe(204);
    expect(Date.now() - startedAt).toBeLessThan(5_000); // by the test's own clock
    expect(written.find('conference-stream-failed')).toMatchObject({ level });
    expect(written.text()).not.toContain('marked');
  });

  test('answers after a bug in the function itself', async () => {
    jest.spyOn(console, 'log').mockImplementationOnce(() => {
      throw new Error('marked');
    });
    expect((await send(signed())).status).toBe(204);
  });
});
