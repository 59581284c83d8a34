import type { Fault } from '../../tools/simulator/http/faults';
import {
  type MediaStreamServer,
  startMediaStreamServer,
} from '../../tools/simulator/media-stream/server';
import { type LocalSignalWire, startSignalWire } from '../../tools/simulator/signalwire/signalwire';
import { signalWireSignature } from '../../tools/simulator/signalwire/signature';
import { openWorld, type World } from './world';

/** A SignalWire space whose conferences tell the service, and a server that takes the streams. */
interface Scene {
  readonly world: World;
  readonly space: LocalSignalWire;
  readonly server: MediaStreamServer;
}

const EVENT_URL = 'https://voice-agent-1234-dev.twil.io/conference-stream';

async function inScene(env: Record<string, string>, story: (scene: Scene) => Promise<void>) {
  let world: World | undefined;
  const server = await startMediaStreamServer();
  const space = await startSignalWire({
    eventUrl: EVENT_URL,
    ca: server.ca,
    send: async (request) => world?.send(request) ?? { status: 0, headers: {}, body: '' },
  });
  world = await openWorld({
    env: { ...space.env, CONFERENCE_STREAM_URL: `${server.url}/audio`, ...env },
  });
  try {
    await story({ world, space, server });
  } finally {
    await space.settled();
    await Promise.all([space.close(), server.close(), world.close()]);
  }
}

describe('a conference', () => {
  test('is streamed from its start to its end, as the variables say', async () => {
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
      // The stream's own events come back to the same function, which takes them too.
      expect(space.events.slice(-2)).toEqual([
        { event: 'conference-end', status: 204 },
        { event: 'stream-stopped', status: 204 },
      ]);
      expect(world.logs.join('\n')).toContain('"status":"stream-stopped"');
      expect(world.logs.join('\n')).not.toMatch(/bearer-token|wss:|PTlocal|signing-key/);
    });
  });

  test('has one stream however often and in whatever order its events come', async () => {
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

  test('that is over is left alone by events that come late', async () => {
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

  test('is streamed from the n-th participant on with CONFERENCE_STREAM_PARTICIPANTS', async () => {
    await inScene({ CONFERENCE_STREAM_PARTICIPANTS: '3' }, async ({ space }) => {
      const conference = space.conference();
      await space.join(conference);
      await space.join(conference);
      await space.tell(conference, 'participant-join'); // once more: two they still are
      expect(conference.streams).toHaveLength(0);

      await space.join(conference);
      await space.join(conference);
      expect(conference.streams).toHaveLength(1);
    });
  });

  test('is stopped even where the stream’s server is gone', async () => {
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

  const FAULTS: readonly Fault[] = [
    ...[400, 401, 403, 422, 429, 500, 503],
    ...(['hang', 'reset', 'html', 'empty-object'] as const),
  ];
  test.each(FAULTS)(
    'is not streamed where SignalWire fails (%p); its events are taken',
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
    'is not streamed where SignalWire does not count its participants (%p)',
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

  test.each([...FAULTS, 404])('ends, whatever SignalWire says to the stop (%p)', async (fault) => {
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
  });

  test('is not streamed without a configuration: the log names what is missing', async () => {
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

describe('a request that SignalWire has not sent', () => {
  const event = { ConferenceSid: '5ebe4ac9-0000', StatusCallbackEvent: 'conference-start' };
  const key = 'local-signing-key';
  const cases: [string, Record<string, string>, string][] = [
    ['has no signature', {}, ''],
    ['has a wrong signature', { 'x-signalwire-signature': 'AAAA' }, ''],
    [
      'is signed with another key',
      { 'x-signalwire-signature': signalWireSignature('other', EVENT_URL, event) },
      '',
    ],
    [
      'is signed for another URL',
      { 'x-signalwire-signature': signalWireSignature(key, `${EVENT_URL}2`, event) },
      '',
    ],
    [
      'adds a parameter to the URL',
      { 'x-signalwire-signature': signalWireSignature(key, EVENT_URL, event) },
      '?StatusCallbackEvent=conference-end&Extra=1',
    ],
    ['is signed as Twilio does', { 'x-twilio-signature': 'AAAA' }, ''],
  ];

  test.each(cases)('is refused without a word: it %s', async (_, headers, query) => {
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

  test('is refused where no signing key is configured', async () => {
    await inScene({ SIGNALWIRE_SIGNING_KEY: '' }, async ({ world, space }) => {
      expect(await space.tell(space.conference(), 'conference-start')).toBe(403);
      expect(world.logs.join('\n')).toContain('SIGNALWIRE_SIGNING_KEY is missing');
    });
  });
});
