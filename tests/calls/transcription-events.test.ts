import { newCall } from '../../tools/simulator/rest/calls';
import { startTwilioRest } from '../../tools/simulator/rest/start';
import type { LiveCall } from '../../tools/simulator/twilio/place-call';
import { newSid } from '../../tools/simulator/twilio/sid';
import { agents, env, PERSON } from './transcription-world';
import { answerOf, inWorld, openWorld, type World } from './world';

describe('the events of a fork', () => {
  const event = (callSid: string, StreamEvent: string, StreamName = 'transcription-1') => ({
    AccountSid: newSid('AC'),
    CallSid: callSid,
    StreamSid: newSid('MZ'),
    StreamName,
    StreamEvent,
    Timestamp: '2025-01-10T12:00:00.000Z',
  });
  let world: World;
  let callSid: string;
  beforeAll(async () => {
    world = await openWorld({ env });
  });
  afterAll(() => world.close());
  beforeEach(() => {
    callSid = newSid('CA');
    world.asapp.transcribed.arrive(callSid);
  });
  const tell = async (...events: [StreamEvent: string, StreamName?: string][]) => {
    for (const [streamEvent, name] of events) {
      const { status } = await world.post('/stream-status', event(callSid, streamEvent, name));
      expect(status).toBe(204);
    }
    return agents(world, callSid);
  };
  const whole = [{ agentId: 'agent', stopped: true }];

  test('may arrive twice', async () => {
    expect(
      await tell(['stream-started'], ['stream-started'], ['stream-stopped'], ['stream-stopped']),
    ).toEqual(whole);
    expect(world.logs.join('\n')).not.toContain('transcription-failed');
  });

  test('may arrive in the wrong order, since stopping what was never started is not an error', async () => {
    expect(await tell(['stream-stopped'], ['stream-started'])).toEqual([
      { agentId: 'agent', stopped: false },
    ]);
  });

  test('may arrive after ASAPP has forgotten the call', async () => {
    callSid = newSid('CA');

    expect(await tell(['stream-stopped'])).toEqual([]);
    expect(world.logs.join('\n')).not.toContain('transcription-failed');
  });

  test.each([
    'MZ0',
    'transcription-',
    'transcription-1x',
    'my-transcription-1',
    'transcription-10',
  ])('are not those of a stream named %s', async (name) => {
    expect(await tell(['stream-started', name])).toEqual([]);
  });
});

describe('a broken fork', () => {
  /** The call is in progress on the phone network and in Twilio's REST API, where a new stream can be started. */
  const withLiveCall = async (
    story: (world: World, urls: string[]) => Promise<void>,
    breakdowns: number,
  ) => {
    let live: LiveCall | undefined;
    const urls: string[] = [];
    const rest = await startTwilioRest({
      onCallStream({ name, parameters }) {
        const {
          Url: url = '',
          Track: track = '',
          StatusCallback: statusCallback = '',
        } = parameters;
        urls.push(url);
        live?.startStream({ url, track, statusCallback, name: name ?? '' });
      },
    });
    const { sid: accountSid, authToken } = rest.account;
    const options = {
      env: { ...env, ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken },
      twilioUrl: rest.url,
      pace: { stream: 1, rest: 0.02 },
    };
    try {
      await inWorld(options, async (world) => {
        world.asapp.fault('fork', { dropAfterMs: 20 }, breakdowns);
        await story(
          {
            ...world,
            call: (call) =>
              world.call({
                ...call,
                onBegin(begun) {
                  live = begun;
                  rest.calls.push({
                    ...newCall(rest.account, new URLSearchParams()),
                    sid: begun.callSid,
                  });
                },
              }),
          },
          urls,
        );
      });
    } finally {
      await rest.close();
    }
  };
  const script = { talkMs: 100_000 };

  test('is replaced by a stream with a new URL, and the transcription resumes', async () => {
    await withLiveCall(async (world, urls) => {
      const report = await world.call({ voiceUrl: `${world.origin}/transcribe`, script });

      expect(report.end).toBe('with-person');
      expect(urls).toHaveLength(1);
      expect(answerOf(report, '/transcribe')).not.toContain(urls[0]);
      expect(agents(world, report.callSid).at(-1)).toEqual({ agentId: PERSON, stopped: true });
      expect(world.asapp.transcribed.frames(report.callSid).outbound).toBeGreaterThan(10);
    }, 1);
  });

  test('is replaced at most twice', async () => {
    await withLiveCall(async (world, urls) => {
      const report = await world.call({ voiceUrl: `${world.origin}/transcribe`, script });

      expect(report.end).toBe('with-person');
      expect(urls).toHaveLength(2);
      expect(new Set(urls).size).toBe(2);
      expect(world.logs.join('\n')).toContain('transcription-given-up');
    }, 9);
  });
});
