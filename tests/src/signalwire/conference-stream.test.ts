import { StatusError } from '../../../src/http/errors';
import {
  conferenceStreamName,
  startConferenceStream,
  stopConferenceStream,
} from '../../../src/signalwire/conference-stream';
import { readConferenceStreamConfig } from '../../../src/signalwire/stream-config';
import { forEachTest } from '../../support/for-each-test';
import { reading, sendJson, startServer } from '../../support/http-server';

let form: URLSearchParams;
let projects = 0;
const server = forEachTest(() => startServer(sendJson(500, {})));
beforeEach(() => {
  form = new URLSearchParams();
});

const answer = (status: number, body: object = { sid: 's-1', status: 'queued' }) =>
  server.answer(
    reading(
      (text) => {
        form = new URLSearchParams(text);
      },
      sendJson(status, body),
    ),
  );
const config = () => ({ origin: server.origin, projectId: `p${++projects}`, apiToken: 't' });
const forever = () => new AbortController().signal;

async function start(environment: Record<string, string> = {}, callback?: string) {
  const variables = { CONFERENCE_STREAM_URL: 'wss://media.example/', ...environment };
  const stream = readConferenceStreamConfig(variables).value;
  if (!stream) throw new Error('the stream must be configured');
  return startConferenceStream(config(), stream, 'conference-1', callback, forever());
}

describe('a conference stream', () => {
  test('starts with its URL and its name alone if nothing else is configured', async () => {
    answer(201);
    expect(await start()).toEqual({ status: 'started', streamSid: 's-1' });
    expect([...form]).toEqual([
      ['Url', 'wss://media.example/'],
      ['Name', 'conference-conference-1'],
    ]);
    expect(server.requests[0]?.url).toMatch(/\/Conferences\/conference-1\/Streams$/);
  });

  test('starts with every option that can be configured', async () => {
    answer(201);
    await start(
      {
        CONFERENCE_STREAM_TRACK: 'inbound_track',
        CONFERENCE_STREAM_CODEC: 'PCMA',
        CONFERENCE_STREAM_REAL_TIME: 'false',
        CONFERENCE_STREAM_PARAMETERS: 'a=1 b=x%26y',
        CONFERENCE_STREAM_TOKEN: 'token',
      },
      'https://a.twil.io/conference-stream',
    );
    expect(Object.fromEntries(form)).toEqual({
      Url: 'wss://media.example/',
      Name: conferenceStreamName('conference-1'),
      Track: 'inbound_track',
      StreamCodec: 'PCMA',
      StreamRealTime: 'false',
      AuthorizationBearerToken: 'token',
      StatusCallback: 'https://a.twil.io/conference-stream',
      StatusCallbackMethod: 'POST',
      'Parameter1.Name': 'a',
      'Parameter1.Value': '1',
      'Parameter2.Name': 'b',
      'Parameter2.Value': 'x&y',
    });
  });

  test.each([
    [404, {}, 'over'],
    [409, {}, 'already-started'],
    [422, { errors: ['Name has already been taken'] }, 'already-started'],
  ])('that is refused with HTTP %d and %j is %s', async (status, body, expected) => {
    answer(status, body);
    expect(await start()).toEqual({ status: expected });
  });

  test.each([400, 401, 422])('fails to start with HTTP %d', async (status) => {
    answer(status, { errors: ['Url is invalid'] });
    await expect(start()).rejects.toThrow(StatusError);
  });

  test.each([
    [200, 'stopped'],
    [404, 'over'],
  ])('is stopped by name, and after HTTP %d is %s', async (status, expected) => {
    answer(status);
    expect(await stopConferenceStream(config(), 'conference-1', forever())).toBe(expected);
    expect([...form]).toEqual([['Status', 'stopped']]);
    expect(server.requests[0]?.url).toMatch(/\/Streams\/conference-conference-1$/);
  });

  test('can be stopped by its SID', async () => {
    answer(200);
    await stopConferenceStream(config(), 'conference-1', forever(), 'a/b');
    expect(server.requests[0]?.url).toMatch(/\/Streams\/a%2Fb$/);
  });

  test('fails to stop with HTTP 401', async () => {
    answer(401);
    await expect(stopConferenceStream(config(), 'c', forever())).rejects.toThrow(StatusError);
  });
});
