import { dialled, type LocalAsapp, type WorldOptions } from '../../tools/simulator';
import { inWorld } from './world';

const PERSON = '+15550103999';
const env = { AGENT_DESTINATION: '+15550103000', FALLBACK_DESTINATION: PERSON };

type Fault = Parameters<LocalAsapp['fault']>[1];

const STATUSES = [400, 401, 403, 404, 409, 422, 429, 500, 503];
const OTHERS: readonly Fault[] = [
  'hang',
  'drip',
  'reset',
  'html',
  'empty-object',
  'huge',
  { redirect: 'https://elsewhere.example.com/' },
];
const FAULTS: readonly Fault[] = [...STATUSES, ...OTHERS];
const name = (fault: Fault) => (typeof fault === 'object' ? Object.keys(fault)[0] : String(fault));

afterEach(() => jest.restoreAllMocks());

/** Twilio takes a later answer for a 504, which fails the test. */
const ENGAGE_MS = 4_000;
const CALL_COMPLETE_MS = 6_000;

describe.each([...FAULTS, 'ws-url', 'url-with-query'] as const)(
  '/engage, if ASAPP gives no stream: %p,',
  (fault) => {
    test('sends the caller to the fallback chain in time', async () => {
      await inWorld({ env, timeLimitMs: ENGAGE_MS }, async (world) => {
        world.asapp.fault('streaming-url', fault as 503);

        const report = await world.call();

        expect(report.end).toBe('with-person');
        expect(dialled(report)).toEqual([PERSON]);
        expect(report.alerts).toEqual([]);
      });
    });
  },
);

describe.each(FAULTS.map((fault) => ({ fault, kind: name(fault) })))(
  '/call-complete, if ASAPP does not say what the agent decided: $kind,',
  ({ fault }) => {
    test('sends the caller to the fallback chain in time', async () => {
      await inWorld({ env, timeLimitMs: CALL_COMPLETE_MS }, async (world) => {
        world.asapp.fault('call-transfer', fault as 503);

        const report = await world.call({ agent: { frames: 1 } });

        expect(report.end).toBe('with-person');
        expect(dialled(report)).toEqual([PERSON]);
        expect(report.alerts).toEqual([]);
      });
    });
  },
);

describe('a broken media socket', () => {
  test.each(['reset', 503, { dropAfterMs: 100 }] as const)(
    'sends the caller to the fallback chain: %p',
    async (fault) => {
      await inWorld({ env }, async (world) => {
        world.asapp.fault('media', fault);

        const report = await world.call();

        expect(report.end).toBe('with-person');
        expect(dialled(report)).toEqual([PERSON]);
      });
    },
  );
});

test('ASAPP gives no new URL after 4 minutes, and the agent is reached over the one that is kept', async () => {
  await inWorld({ env }, async (world) => {
    const agent = { outcome: 'agent', frames: 1 } as const;
    await world.call({ agent });
    const now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now + 241_000);
    world.asapp.fault('streaming-url', 503);

    for (const report of [await world.call({ agent }), await world.call({ agent })]) {
      expect(dialled(report)).toEqual([env.AGENT_DESTINATION]);
    }
  });
});

test('the agent is reached after a greeting for which the kept URL would have been too old', async () => {
  let later = 0;
  const GREETING = 'x'.repeat(980); // takes 70 s
  const transport: WorldOptions['transport'] = async (request, send) => {
    const answer = await send(request);
    if (new URL(request.url).pathname === '/engage') later += 70_000;
    return answer;
  };
  const asapp = { now: () => Date.now() };
  await inWorld({ env: { ...env, GREETING }, transport, asapp }, async (world) => {
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now.call(Date) + later);
    const agent = { outcome: 'agent', frames: 1 } as const;
    await world.call({ agent });
    later = 238_000; // the URL has been kept for less than 4 minutes, and is refused after 5

    const report = await world.call({ agent });

    expect(dialled(report)).toEqual([env.AGENT_DESTINATION]);
    expect(report.alerts).toEqual([]);
  });
});

test('the caller notices nothing of a transient failure of ASAPP', async () => {
  await inWorld({}, async (world) => {
    world.asapp.fault('streaming-url', 503, 1);
    world.asapp.fault('call-transfer', 'reset', 1);

    const report = await world.call({ agent: { outcome: 'completed', frames: 1 } });

    expect(report.end).toBe('goodbye');
    expect(report.events.some(({ body }) => body?.includes('<Connect'))).toBe(true);
  });
});

test('ASAPP limits requests, and a call adds only one to them', async () => {
  await inWorld({ env }, async (world) => {
    world.asapp.fault('streaming-url', 429);

    expect(dialled(await world.call())).toEqual([PERSON]);
    expect(world.asapp.requests).toHaveLength(1);
  });
});

test('ASAPP gets no more requests after five failures in a row', async () => {
  await inWorld({ env }, async (world) => {
    world.asapp.fault('streaming-url', 503);
    for (let call = 1; call <= 5; call += 1) await world.call();

    expect(world.asapp.requests).toHaveLength(5);
    expect(world.logs.filter((line) => line.includes('circuit-open')).length).toBeGreaterThan(1);
  });
});

test('each function has a circuit breaker of its own: that of /engage does not stop /call-complete', async () => {
  await inWorld({ env }, async (world) => {
    world.asapp.fault('streaming-url', 503);
    for (let call = 1; call <= 3; call += 1) await world.call();
    expect(world.logs.join()).toContain('circuit-open');

    await world.post('/call-complete', {
      CallSid: `CA${'1'.repeat(32)}`,
      CallStatus: 'in-progress',
    });

    expect(world.asapp.requests.map(({ endpoint }) => endpoint)).toContain('call-transfer');
  });
});

describe('a bad configuration', () => {
  const BAD = {
    ASAPP_API_HOST: 'http://api.example.com',
    ASAPP_API_SECRET: '',
    ASAPP_VOICE_AGENT_MODE: 'telepathy',
    AGENT_DESTINATION: 'nowhere',
    RING_SECONDS: 'soon',
    SAY_VOICE: 'Darth.Vader',
    GREETING: 'x'.repeat(1001),
    INPUT_VARIABLES: 'From',
    LOG_LEVEL: 'chatty',
  };

  test('is named problem by problem in one log line, and the caller reaches the fallback chain', async () => {
    await inWorld({ env: { ...env, ...BAD } }, async (world) => {
      const report = await world.call();

      expect(dialled(report)).toEqual([PERSON]);
      const [line, ...others] = world.logs.filter((each) => each.includes('bad-configuration'));
      expect(others).toEqual([]);
      for (const variable of Object.keys(BAD)) expect(line).toContain(variable);
      expect(line).toContain('ASAPP_API_HOST must use https://');
      expect(line).toContain('ASAPP_API_SECRET is missing');
    });
  });

  test('without any destination ends the call with an apology', async () => {
    await inWorld({ env: BAD }, async (world) => {
      expect((await world.call()).end).toBe('goodbye');
    });
  });
});
