import {
  type HttpFault,
  type LocalSignalWire,
  type MediaStreamServer,
  signalWireSignature,
  startMediaStreamServer,
  startWorld,
  type World,
} from '../../tools/simulator';
import { atTenfoldSpeed } from '../support/time';

/** A SignalWire space that sends its conference events to the service, and a server for the streams. */
interface Scene {
  readonly world: World;
  readonly space: LocalSignalWire;
  readonly server: MediaStreamServer;
}

const EVENT_URL = 'https://voice-agent-1234-dev.twil.io/conference-stream';

async function inScene(env: Record<string, string>, story: (scene: Scene) => Promise<void>) {
  const server = await startMediaStreamServer();
  const world = await startWorld({
    with: ['signalWire'],
    ca: server.ca,
    env: { CONFERENCE_STREAM_URL: `${server.url}/audio`, ...env },
  });
  try {
    await atTenfoldSpeed(() => story({ world, space: world.signalWire, server }));
  } finally {
    await world.close();
    await server.close();
  }
}

describe('a conference', () => {
  test('is streamed from start to end with the configured options', async () => {
    const env = {
      CONFERENCE_STREAM_TRACK: 'inbound_track',
      CONFERENCE_STREAM_CODEC: 'L16@16000h',
      CONFERENCE_STREAM_REAL_TIME: 'true',
      CONFERENCE_STREAM_PARAMETERS: 'team=sales note=two%20words',
      CONFERENCE_STREAM_TOKEN: 'bearer-token',
    };
    await inScene(env, async ({ world, space, server }) => {
      const conference = space.conference();
      await space.join(conference);
      expect(conference.streams).toHaveLength(0);
      await space.join(conference);

      const [stream] = conference.streams;
      await stream?.opened;
      expect(stream?.name).toBe(`conference-${conference.sid}`);
      expect(space.forms[0]).toMatchObject({
        Track: 'inbound_track',
        StreamCodec: 'L16@16000h',
        StreamRealTime: 'true',
        StatusCallback: EVENT_URL,
        StatusCallbackMethod: 'POST',
      });
      expect(server.sessions).toMatchObject([
        { path: '/audio', authorization: 'Bearer bearer-token' },
      ]);

      await space.tell(conference, 'conference-end');
      expect(stream?.status).toBe('stopped');
      await space.settled();
      expect(server.sessions[0]?.parameters).toEqual({ team: 'sales', note: 'two words' });
      // The stream's own events go to the same function, which accepts them too.
      expect(space.events.slice(-2)).toEqual([
        { event: 'conference-end', status: 204 },
        { event: 'stream-stopped', status: 204 },
      ]);
      expect(world.logs.join('\n')).toContain('"status":"stream-stopped"');
      expect(world.logs.join('\n')).not.toMatch(/bearer-token|wss:|PTlocal|signing-key/);
    });
  });

  test('has one stream, however often and in whatever order its events arrive', async () => {
    await inScene({}, async ({ world, space }) => {
      const conference = space.conference();
      for (const event of ['conference-end', 'participant-leave']) {
        expect(await space.tell(conference, event)).toBe(204);
      }
      conference.join();
      conference.join();
      const starts = ['conference-start', 'participant-join', 'conference-start'];
      await Promise.all(starts.map((event) => space.tell(conference, event)));

      expect(conference.streams).toHaveLength(1);
      expect(world.logs.join('\n')).toContain('already-started');
      expect(world.logs.join('\n')).not.toContain('conference-stream-failed');
    });
  });

  test('is not streamed by events that arrive after its end', async () => {
    await inScene({}, async ({ world, space }) => {
      const conference = space.conference();
      conference.join();
      conference.join();
      await space.end(conference);
      await space.tell(conference, 'conference-start');
      await space.tell(conference, 'conference-end');

      expect(conference.streams).toHaveLength(0);
      expect(world.logs.join('\n')).toContain('"status":"over"');
      expect(world.logs.join('\n')).not.toContain('conference-stream-failed');
    });
  });

  test('is streamed only once it has CONFERENCE_STREAM_PARTICIPANTS participants', async () => {
    await inScene({ CONFERENCE_STREAM_PARTICIPANTS: '3' }, async ({ space }) => {
      const conference = space.conference();
      await space.join(conference);
      await space.join(conference);
      await space.tell(conference, 'participant-join'); // a repeated event: there are still two
      expect(conference.streams).toHaveLength(0);

      await space.join(conference);
      await space.join(conference);
      expect(conference.streams).toHaveLength(1);
    });
  });

  test('ends without a problem if the server of its stream is gone', async () => {
    await inScene({}, async ({ space, server, world }) => {
      await server.close();
      const conference = space.conference();
      await space.join(conference);
      await space.join(conference);
      await conference.streams[0]?.opened;
      await space.settled();
      await space.end(conference);

      expect(space.events.map(({ status }) => status)).toEqual(space.events.map(() => 204));
      expect(world.logs.join('\n')).toContain('"status":"stream-error"');
    });
  });

  const FAULTS: readonly HttpFault[] = [
    ...[400, 401, 403, 422, 429, 500, 503],
    ...(['hang', 'reset', 'html', 'empty-object'] as const),
  ];
  test.each(FAULTS)(
    'is not streamed if SignalWire fails, but its events are accepted: %p',
    async (fault) => {
      await inScene({}, async ({ world, space }) => {
        space.fault('start-stream', fault);
        space.fault('stop-stream', 500, 1);
        const conference = space.conference();
        await space.join(conference);
        await space.join(conference);
        await space.end(conference);

        expect(space.events.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
        expect(world.logs.join('\n')).toContain('conference-stream-failed');
      });
    },
  );

  test.each([...FAULTS, 404])(
    'is not streamed if SignalWire does not count its participants: %p',
    async (fault) => {
      await inScene({ CONFERENCE_STREAM_PARTICIPANTS: '2' }, async ({ space }) => {
        const conference = space.conference();
        conference.join();
        conference.join();
        space.fault('participants', fault);

        expect(await space.tell(conference, 'participant-join')).toBe(204);
        expect(conference.streams).toHaveLength(0);
      });
    },
  );

  test.each([...FAULTS, 404])(
    'ends, whatever SignalWire answers when its stream is stopped: %p',
    async (fault) => {
      await inScene({}, async ({ world, space }) => {
        const conference = space.conference();
        conference.join();
        conference.join();
        await space.tell(conference, 'conference-start');
        await conference.streams[0]?.opened;
        space.fault('stop-stream', fault);

        expect(await space.tell(conference, 'conference-end')).toBe(204);
        conference.end();
        const said = fault === 404 ? '"status":"over"' : 'conference-stream-failed';
        expect(world.logs.join('\n')).toContain(said);
      });
    },
  );

  test('is not streamed without a configuration, and the log names what is missing', async () => {
    await inScene(
      { CONFERENCE_STREAM_URL: '', SIGNALWIRE_API_TOKEN: '' },
      async ({ world, space }) => {
        await space.join(space.conference());

        expect(world.logs.join('\n')).toContain('CONFERENCE_STREAM_URL is missing');
        expect(world.logs.join('\n')).toContain('SIGNALWIRE_API_TOKEN is missing');
      },
    );
  });
});

describe('a request to /conference-stream', () => {
  const event = { ConferenceSid: '5ebe4ac9-0000', StatusCallbackEvent: 'conference-start' };
  const key = 'local-signing-key';
  const cases: [string, Record<string, string>, string][] = [
    ['without a signature', {}, ''],
    ['with a wrong signature', { 'x-signalwire-signature': 'AAAA' }, ''],
    [
      'signed with another key',
      { 'x-signalwire-signature': signalWireSignature('other', EVENT_URL, event) },
      '',
    ],
    [
      'signed for another URL',
      { 'x-signalwire-signature': signalWireSignature(key, `${EVENT_URL}2`, event) },
      '',
    ],
    [
      'with an extra parameter in its URL',
      { 'x-signalwire-signature': signalWireSignature(key, EVENT_URL, event) },
      '?StatusCallbackEvent=conference-end&Extra=1',
    ],
    ['with Twilio’s signature', { 'x-twilio-signature': 'AAAA' }, ''],
  ];

  test.each(cases)('is refused with an empty answer %s', async (_, headers, query) => {
    await inScene({}, async ({ world, space }) => {
      const answer = await world.send({
        url: EVENT_URL + query,
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(event).toString(),
      });

      expect(answer).toMatchObject({ status: 403, body: '' });
      expect(space.requests).toEqual([]);
    });
  });

  test('gets 404 and leaves no trace if no signing key is configured', async () => {
    await inScene({ SIGNALWIRE_SIGNING_KEY: '' }, async ({ world, space }) => {
      expect(await space.tell(space.conference(), 'conference-start')).toBe(404);
      expect(world.logs).toEqual([]);
    });
  });
});
