import { answerTo, type CallReport, newSid, startWorld, type World } from '../../tools/simulator';
import { agents, env, PERSON } from './transcription-world';
import { inWorld } from './world';

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
    world = await startWorld({ env });
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
  /** A long call, in which the functions reach Twilio's REST API: a new stream can begin there. */
  const withBrokenFork = (
    breakdowns: number,
    check: (world: World<'rest'>, report: CallReport, urls: (string | undefined)[]) => void,
  ) =>
    inWorld({ env, with: ['rest'], pace: { stream: 1, rest: 0.02 } }, async (world) => {
      world.asapp.fault('fork', { dropAfterMs: 20 }, breakdowns);
      const voiceUrl = `${world.origin}/transcribe`;
      const report = await world.call({ voiceUrl, script: { talkMs: 100_000 } });
      check(
        world,
        report,
        world.rest.streams.map(({ parameters }) => parameters.Url),
      );
    });

  test('is replaced by a stream with a new URL, and the transcription resumes', async () => {
    await withBrokenFork(1, (world, report, urls) => {
      expect(report.end).toBe('with-person');
      expect(urls).toHaveLength(1);
      expect(answerTo(report, '/transcribe')).not.toContain(urls[0]);
      expect(agents(world, report.callSid).at(-1)).toEqual({ agentId: PERSON, stopped: true });
      expect(world.asapp.transcribed.frames(report.callSid).outbound).toBeGreaterThan(10);
    });
  });

  test('is replaced at most twice', async () => {
    await withBrokenFork(9, (world, report, urls) => {
      expect(report.end).toBe('with-person');
      expect(urls).toHaveLength(2);
      expect(new Set(urls).size).toBe(2);
      expect(world.logs.join('\n')).toContain('transcription-given-up');
    });
  });
});
