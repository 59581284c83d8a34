import { errorBody } from '../../simulator/asapp/errors';
import { streamingAnswer } from '../../simulator/asapp/transcription/streaming';
import type { Fault } from '../../simulator/http/faults';
import { newCall } from '../../simulator/rest/calls';
import { startTwilioRest } from '../../simulator/rest/start';
import { TAKES_OVER } from '../../simulator/twilio/network';
import type { LiveCall } from '../../simulator/twilio/place-call';
import { newSid } from '../../simulator/twilio/sid';
import { answerOf, answersOf, dialled, inWorld, openWorld, type World } from './world';

const PERSON = '+15550103001';
const env = { AGENT_DESTINATION: `${PERSON} sip:b@pbx.example.com`, FALLBACK_DESTINATION: PERSON };
const FLOW = `FW${'2'.repeat(32)}`;

const refusal = (status: number, subcode: string): Fault => ({
  status,
  json: errorBody(status, subcode),
});

/** The parts of the call that were transcribed, by whom the caller spoke to. */
const agents = (world: World, callSid: string) =>
  world.asapp.transcribed.parts(callSid).map(({ agentId, stopped }) => ({ agentId, stopped }));

describe('a call to /transcribe', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ env, hosts: { 'https://elsewhere.example.com': TAKES_OVER } });
  });
  afterAll(() => world.close());
  const transcribe = (query = '') => world.call({ voiceUrl: `${world.origin}/transcribe${query}` });

  test('is forked with both tracks, goes to the agent chain, and is transcribed to its end', async () => {
    const report = await transcribe();

    expect(report.end).toBe('with-person');
    expect(report.complaints).toEqual([]);
    expect(answerOf(report, '/transcribe')).toMatch(
      /^<\?xml[^>]*><Response><Start><Stream [^>]*track="both_tracks"[^>]*\/><\/Start><Dial /,
    );
    expect(world.asapp.transcribed.parts(report.callSid)).toMatchObject([
      { customerId: report.callSid, agentId: PERSON, stopped: true },
    ]);
    expect(world.asapp.complaints).toEqual([]);
  });

  test('goes on to another document with `next`', async () => {
    const next = 'https://elsewhere.example.com/voice?a=1&b=2';
    const report = await transcribe(
      `?next=${encodeURIComponent(next)}&customerId=4711&agentId=ann`,
    );

    expect(report.end).toBe('with-system');
    expect(answerOf(report, '/transcribe')).toContain(
      '<Redirect>https://elsewhere.example.com/voice?a=1&amp;b=2</Redirect>',
    );
    expect(world.asapp.transcribed.parts(report.callSid)).toMatchObject([
      { customerId: '4711', agentId: 'ann' },
    ]);
  });

  test('goes back to its flow with `flowSid`, which learns that it is transcribed', async () => {
    const report = await transcribe(`?FlowEvent=return&flowSid=${FLOW}`);

    expect(report.end).toBe('with-system');
    expect(answerOf(report, '/transcribe')).toContain(
      `/Flows/${FLOW}?FlowEvent=return&amp;transcribed=true</Redirect>`,
    );
    expect(agents(world, report.callSid)).toEqual([{ agentId: 'agent', stopped: true }]);
  });

  test.each(['http://elsewhere.example.com/', 'nowhere'])(
    'goes to the agent chain where `next` is %s',
    async (next) => {
      const report = await transcribe(`?next=${encodeURIComponent(next)}`);

      expect(dialled(report)).toEqual([PERSON]);
      expect(world.logs.join('\n')).toContain('next must be an https:// URL');
    },
  );

  test('is transcribed as its URL says', async () => {
    const report = await transcribe(
      '?language=es-US&redaction=unredacted&detailedTokens=true&trackMap=inbound%3Dagent,outbound%3Dcustomer',
    );

    expect(world.asapp.transcribed.parts(report.callSid)).toMatchObject([
      {
        autotranscribeParams: {
          language: 'es-US',
          redactionOutput: 'unredacted',
          detailedToken: true,
        },
        twilioParams: { trackMap: { inbound: 'agent', outbound: 'customer' } },
      },
    ]);
  });

  test('keeps the stream’s URL and the ids out of the log', async () => {
    await transcribe('?customerId=secret-customer&agentId=secret-agent');

    expect(world.logs.join('\n')).not.toMatch(/wss:|secret-/);
  });
});

test('the variables say how calls are transcribed; what ASAPP would refuse is left out and named', async () => {
  const variables = {
    TRANSCRIBE_LANGUAGE: 'es-US',
    TRANSCRIBE_REDACTION: 'redacted_and_unredacted',
    TRANSCRIBE_DETAILED_TOKENS: 'true',
    TRANSCRIBE_TRACK_MAP: 'left=right',
  };
  await inWorld({ env: { ...env, ...variables } }, async (world) => {
    const report = await world.call({ voiceUrl: `${world.origin}/transcribe` });

    expect(world.asapp.transcribed.parts(report.callSid)).toMatchObject([
      {
        autotranscribeParams: { language: 'es-US', redactionOutput: 'redacted_and_unredacted' },
        twilioParams: {},
      },
    ]);
    const log = world.logs.join('\n');
    expect(log).toContain('TRANSCRIBE_DETAILED_TOKENS can only be true with');
    expect(log).toContain('TRANSCRIBE_TRACK_MAP must be');
  });
});

describe('a call that cannot be transcribed goes on all the same', () => {
  const STATUSES = [400, 401, 403, 404, 409, 413, 422, 429, 500, 503];
  const OTHERS = ['hang', 'reset', 'html', 'empty-object'] as const;
  const URLS = ['ws-url', 'url-with-query'] as const;

  test.each([...STATUSES, ...OTHERS, ...URLS])('no stream: %p', async (fault) => {
    await inWorld({ env, timeLimitMs: 4_000 }, async (world) => {
      world.asapp.fault('transcription-url', fault);

      const report = await world.call({ voiceUrl: `${world.origin}/transcribe` });

      expect(report.end).toBe('with-person');
      expect(report.complaints).toEqual([]);
      expect(answerOf(report, '/transcribe')).not.toContain('<Stream');
      expect(world.logs.join('\n')).toContain('untranscribed');
    });
  });

  const REFUSALS: readonly Fault[] = [
    ...STATUSES,
    ...OTHERS,
    refusal(400, '201'),
    refusal(400, '202'),
    refusal(409, '203'),
    { json: streamingAnswer(1000, false) },
    { json: streamingAnswer(4050) },
  ];
  test.each(REFUSALS.map((fault) => ({ fault, name: JSON.stringify(fault).slice(0, 50) })))(
    'no start: $name',
    async ({ fault }) => {
      await inWorld({ env }, async (world) => {
        world.asapp.fault('start-streaming', fault);

        const report = await world.call({ voiceUrl: `${world.origin}/transcribe` });

        expect(report.end).toBe('with-person');
        expect(report.complaints).toEqual([]);
        expect(agents(world, report.callSid)).toEqual([]);
        expect(world.logs.join('\n')).toContain('transcription-failed');
      });
    },
  );

  test('ASAPP is not configured', async () => {
    await inWorld({ env: { ...env, ASAPP_API_SECRET: '' } }, async (world) => {
      const report = await world.call({ voiceUrl: `${world.origin}/transcribe` });

      expect(report.end).toBe('with-person');
      expect(world.logs.join('\n')).toContain('ASAPP_API_SECRET is missing');
    });
  });

  test('no agent chain: an apology', async () => {
    await inWorld({}, async (world) => {
      const report = await world.call({ voiceUrl: `${world.origin}/transcribe` });

      expect(report.end).toBe('goodbye');
    });
  });
});

describe('a start that must wait', () => {
  test.each([
    ['ASAPP does not know the call yet', refusal(400, '203')],
    ['another request about the call is under way', refusal(409, '202')],
    ['ASAPP has one bad moment', refusal(500, '201')],
  ])('%s: it is made again', async (_, fault) => {
    await inWorld({ env }, async (world) => {
      world.asapp.fault('start-streaming', fault, 2);

      const report = await world.call({ voiceUrl: `${world.origin}/transcribe` });

      expect(agents(world, report.callSid)).toEqual([{ agentId: PERSON, stopped: true }]);
      expect(world.logs.join('\n')).not.toContain('transcription-failed');
    });
  });
});

describe('events of a fork', () => {
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

  test('may come twice', async () => {
    expect(
      await tell(['stream-started'], ['stream-started'], ['stream-stopped'], ['stream-stopped']),
    ).toEqual(whole);
    expect(world.logs.join('\n')).not.toContain('transcription-failed');
  });

  test('may come in the wrong order: the stop of a call that was never started is no error', async () => {
    expect(await tell(['stream-stopped'], ['stream-started'])).toEqual([
      { agentId: 'agent', stopped: false },
    ]);
  });

  test('may come when ASAPP has forgotten the call', async () => {
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
  ])('of a stream named %s are not about a fork', async (name) => {
    expect(await tell(['stream-started', name])).toEqual([]);
  });
});

describe('a fork that breaks', () => {
  /** The call is alive on the phone network and in Twilio's REST API, where a new stream can begin. */
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

  test('is replaced by a new stream at a new URL, and the transcription resumes', async () => {
    await withLiveCall(async (world, urls) => {
      const report = await world.call({ voiceUrl: `${world.origin}/transcribe`, script });

      expect(report.end).toBe('with-person');
      expect(urls).toHaveLength(1);
      expect(answerOf(report, '/transcribe')).not.toContain(urls[0]);
      expect(agents(world, report.callSid).at(-1)).toEqual({ agentId: PERSON, stopped: true });
      expect(world.asapp.transcribed.frames(report.callSid).outbound).toBeGreaterThan(10);
    }, 1);
  });

  test('is replaced twice at most', async () => {
    await withLiveCall(async (world, urls) => {
      const report = await world.call({ voiceUrl: `${world.origin}/transcribe`, script });

      expect(report.end).toBe('with-person');
      expect(urls).toHaveLength(2);
      expect(new Set(urls).size).toBe(2);
      expect(world.logs.join('\n')).toContain('transcription-given-up');
    }, 9);
  });
});

describe('TRANSCRIBE_HAND_OFF', () => {
  const wanted = { ...env, TRANSCRIBE_HAND_OFF: 'true' };

  test('transcribes the human part of a call that the agent hands over', async () => {
    await inWorld({ env: wanted }, async (world) => {
      const report = await world.call({ agent: { outcome: 'agent', frames: 1 } });

      expect(report.end).toBe('with-person');
      expect(report.complaints).toEqual([]);
      expect(answerOf(report, '/call-complete')).toContain('</Start><Dial');
      expect(agents(world, report.callSid)).toEqual([{ agentId: PERSON, stopped: true }]);
    });
  });

  test('begins anew under the id of the next agent, over the same stream', async () => {
    await inWorld({ env: wanted }, async (world) => {
      const report = await world.call({
        agent: { outcome: 'agent', frames: 1 },
        script: { answers: ['no-answer', 'answered'] },
      });

      expect(report.end).toBe('with-person');
      expect(answersOf(report, '/hand-off')[0]).not.toContain('<Start>');
      expect(agents(world, report.callSid).at(-1)?.agentId).toBe('sip:b@pbx.example.com');
    });
  });

  test('works for a queue as for a phone', async () => {
    const AGENT_DESTINATION = 'queue:support';
    await inWorld({ env: { ...wanted, AGENT_DESTINATION } }, async (world) => {
      const report = await world.call({ agent: { outcome: 'agent', frames: 1 } });

      expect(report.end).toBe('with-person');
      expect(agents(world, report.callSid)).toEqual([{ agentId: 'queue:support', stopped: true }]);
    });
  });

  test.each(['voicemail', FLOW, 'https://elsewhere.example.com/voice'])(
    'does not concern %s, where no person is',
    async (AGENT_DESTINATION) => {
      await inWorld({ env: { ...wanted, AGENT_DESTINATION } }, async (world) => {
        const report = await world.call({ agent: { outcome: 'agent', frames: 1 } });

        expect(report.endedWell).toBe(true);
        expect(answerOf(report, '/call-complete')).not.toContain('<Start>');
      });
    },
  );

  test.each([503, 'hang', 'empty-object'] as const)(
    'never holds a caller up: ASAPP answers with %p',
    async (fault) => {
      await inWorld({ env: wanted, timeLimitMs: 6_000 }, async (world) => {
        world.asapp.fault('transcription-url', fault);

        const report = await world.call({ agent: { outcome: 'agent', frames: 1 } });

        expect(report.end).toBe('with-person');
        expect(dialled(report)).toEqual([PERSON]);
        expect(report.complaints).toEqual([]);
      });
    },
  );

  test.each([
    [503, 3],
    ['hang', 1],
  ] as const)(
    'never holds a caller up between two destinations: ASAPP answers with %p',
    async (fault, times) => {
      await inWorld({ env: wanted, timeLimitMs: 3_000 }, async (world) => {
        const callSid = newSid('CA');
        world.asapp.script(callSid, { outcome: 'agent', frames: 1 });
        world.asapp.fault('stop-streaming', fault, times);

        const report = await world.call({ callSid, script: { answers: ['busy', 'answered'] } });

        expect(report.end).toBe('with-person');
        expect(dialled(report)).toHaveLength(2);
      });
    },
  );
});
