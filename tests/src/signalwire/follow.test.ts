import type { ConferenceEvent } from '../../../src/signalwire/conference-event';
import { followConference } from '../../../src/signalwire/follow';
import { readConferenceStreamConfig } from '../../../src/signalwire/stream-config';
import { captureConsole } from '../../support/console';
import { forEachTest } from '../../support/for-each-test';
import { sendJson, startServer } from '../../support/http-server';
import { invocationOf } from '../../support/invocation';

let participants: number;
let projects = 0;
const written = captureConsole();
const server = forEachTest(() =>
  startServer((request, response) => {
    const body = request.url?.includes('/Participants')
      ? { participants: Array(participants).fill({}) }
      : { sid: 's-1', status: 'queued' };
    sendJson(200, body)(request, response);
  }),
);
beforeEach(() => {
  participants = 1;
});

async function follow(event: ConferenceEvent, environment: Record<string, string> = {}) {
  const variables = { CONFERENCE_STREAM_URL: 'wss://media.example/', ...environment };
  const stream = readConferenceStreamConfig(variables).value;
  if (!stream) throw new Error('the stream must be configured');
  const config = { origin: server.origin, projectId: `follow-${++projects}`, apiToken: 't' };
  await followConference(invocationOf({}), config, stream, event);
}

const conferenceSid = 'conference-1';
const requested = () => server.requests.map(({ url }) => url?.replace(/^.*conference-1\//, ''));

describe('following a conference', () => {
  test('starts the stream when the conference starts', async () => {
    await follow({ kind: 'started', conferenceSid });
    expect(requested()).toEqual(['Streams']);
    expect(written.lines()).toMatchObject([{ event: 'conference-stream', status: 'started' }]);
  });

  test('requests nothing when somebody joins and no number of participants is configured', async () => {
    await follow({ kind: 'joined', conferenceSid });
    expect(requested()).toEqual([]);
  });

  test.each(['started', 'joined'] as const)(
    'starts the stream on the event %s when there are enough participants',
    async (kind) => {
      const environment = { CONFERENCE_STREAM_PARTICIPANTS: '2' };
      await follow({ kind, conferenceSid }, environment);
      expect(requested()).toEqual(['Participants?PageSize=50']);
      participants = 2;
      await follow({ kind, conferenceSid }, environment);
      expect(requested().at(-1)).toBe('Streams');
    },
  );

  test('stops the stream when the conference ends', async () => {
    await follow({ kind: 'ended', conferenceSid });
    expect(requested()).toEqual(['Streams/conference-conference-1']);
    expect(written.lines()).toMatchObject([{ status: 'stopped' }]);
  });

  test.each([
    ['stream-started', 'info'],
    ['stream-error', 'warn'],
  ])('logs the stream event %s at level %s', async (status, level) => {
    await follow({ kind: 'stream', status });
    expect(written.lines()).toEqual([{ level, event: 'conference-stream', status }]);
  });

  test('ignores every other event', async () => {
    await follow({ kind: 'other' });
    expect(requested()).toEqual([]);
    expect(written.text()).toBe('');
  });
});
