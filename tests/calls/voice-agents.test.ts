import {
  answerTo,
  dialled,
  type HttpFault,
  type LocalClerk,
  type MediaStreamServer,
  spoken,
  startMediaStreamServer,
  type World,
  type WorldOptions,
} from '../../tools/simulator';
import { inWorld } from './world';

const PERSON = '+15550103999';
const ENGAGE_MS = 4_000;

/** Moves the clock of the service on by a minute once a stream has ended. */
function makeConversationsLastAMinute(server: { readonly sessions: readonly { open: boolean }[] }) {
  const now = Date.now;
  jest.spyOn(Date, 'now').mockImplementation(() => {
    const hasEnded = server.sessions.some(({ open }) => !open);
    return now.call(Date) + (hasEnded ? 60_000 : 0);
  });
}
afterEach(() => {
  jest.restoreAllMocks();
});

describe('Clerk', () => {
  let clerk: LocalClerk;

  const withClerk = (env: Record<string, string>, story: (world: World) => Promise<void>) => {
    const options: WorldOptions<'clerk'> = {
      with: ['clerk'],
      env: { FALLBACK_DESTINATION: PERSON, ...env },
      timeLimitMs: ENGAGE_MS,
    };
    return inWorld(options, (world) => {
      clerk = world.clerk;
      makeConversationsLastAMinute(clerk);
      return story(world);
    });
  };

  test('takes the calls with VOICE_AGENT=clerk, without any request to ASAPP', async () => {
    await withClerk(
      { VOICE_AGENT: 'clerk', COMPLETED_DESTINATION: '+15550103001' },
      async (world) => {
        const report = await world.call();

        expect(report.end).toBe('with-person'); // Clerk ended the stream while the caller was still there
        expect(dialled(report)).toEqual(['+15550103001']);
        expect(report.alerts).toEqual([]);
        expect(clerk.directions).toEqual(['inbound']);
        expect(world.asapp.requests).toEqual([]);
      },
    );
  });

  test('takes the calls of one number with voiceAgent=clerk in its URL, up to the end of each call', async () => {
    await withClerk(
      { COMPLETED_DESTINATION: '+15550103001 sip:b@pbx.example.com' },
      async (world) => {
        const report = await world.call({
          voiceUrl: `${world.origin}/engage?voiceAgent=clerk&team=sales`,
          script: { answers: ['busy', 'answered'] },
        });

        expect(dialled(report)).toHaveLength(2);
        expect(clerk.sessions.map(({ parameters }) => parameters)).toEqual([{ team: 'sales' }]);
        expect(world.asapp.requests).toEqual([]); // not even for the context of the second destination
      },
    );
  });

  test('leaves the calls of a number to ASAPP with voiceAgent=asapp in its URL', async () => {
    await withClerk({ VOICE_AGENT: 'clerk' }, async (world) => {
      const report = await world.call({
        voiceUrl: `${world.origin}/engage?voiceAgent=asapp`,
        agent: { outcome: 'completed' },
      });

      expect(spoken(report)).toContain('says "Thank you for calling. Goodbye."');
      expect(clerk.requests).toEqual([]);
    });
  });

  test.each([
    ['inbound', 'inbound'],
    ['outbound-api', 'outbound'],
    ['outbound-dial', 'outbound'],
  ] as const)(
    'gets the direction of a call with Direction=%s as %s',
    async (direction, expected) => {
      await withClerk({ VOICE_AGENT: 'clerk' }, async (world) => {
        const report = await world.call({ direction });

        expect(report.end).toBe('goodbye');
        expect(clerk.directions).toEqual([expected]);
      });
    },
  );

  test('gets a call whose caller hangs up, which ends without further steps', async () => {
    await withClerk({ VOICE_AGENT: 'clerk' }, async (world) => {
      const report = await world.call({ script: { hangUp: { during: 'stream', afterMs: 100 } } });

      expect(report.end).toBe('caller-hung-up');
    });
  });

  const FAULTS: readonly HttpFault[] = [
    ...[400, 401, 403, 404, 422, 429, 500, 503],
    ...(['hang', 'reset', 'html', 'empty-object'] as const),
    { redirect: 'https://elsewhere.example.com/' },
    { json: { data: { connectUrl: 'ws://localhost/stream' } } },
    { json: { data: { connectUrl: 'wss://localhost/stream?token=1' } } },
  ];
  test.each(FAULTS.map((fault) => ({ fault, name: JSON.stringify(fault).slice(0, 60) })))(
    'is replaced by the fallback chain in time if it fails: $name',
    async ({ fault }) => {
      await withClerk({ VOICE_AGENT: 'clerk' }, async (world) => {
        clerk.fault(fault);

        const report = await world.call();

        expect(report.end).toBe('with-person');
        expect(dialled(report)).toEqual([PERSON]);
        expect(report.alerts).toEqual([]);
      });
    },
  );

  test('is replaced by the fallback chain without a key, and the log names the missing variables', async () => {
    await withClerk(
      { VOICE_AGENT: 'clerk', CLERK_API_KEY: '', CLERK_INBOX_ID: '' },
      async (world) => {
        expect(dialled(await world.call())).toEqual([PERSON]);
        const log = world.logs.join('\n');
        expect(log).toContain('CLERK_API_KEY is missing');
        expect(log).toContain('CLERK_INBOX_ID is missing');
      },
    );
  });

  test('keeps its key and its stream’s URL out of the log', async () => {
    await withClerk({ VOICE_AGENT: 'clerk' }, async (world) => {
      await world.call();
      clerk.fault(500);
      await world.call();

      expect(world.logs.join('\n')).not.toMatch(/local-clerk-key|wss:|\/connect\//);
    });
  });

  test('returns the call to its flow, which gets the outcome completed', async () => {
    const flow = `FW${'1'.repeat(32)}`;
    await withClerk({}, async (world) => {
      const report = await world.call({
        voiceUrl: `${world.origin}/engage?FlowEvent=return&flowSid=${flow}&voiceAgent=clerk`,
      });
      expect(answerTo(report, '/engage')).toContain('&amp;voiceAgent=clerk</Redirect>');
      expect(report.end).toBe('with-system');

      const CallSid = report.callSid;
      const state = await world.post('/call-transfer-state', { CallSid, voiceAgent: 'clerk' });
      expect(state.status).toBe(200);
      expect(JSON.parse(state.body)).toMatchObject({ outcome: 'completed', transferType: null });
    });
  });
});

describe('a custom media-stream server', () => {
  let server: MediaStreamServer;
  beforeEach(async () => {
    server = await startMediaStreamServer({ endsAfter: 10 });
    makeConversationsLastAMinute(server);
  });
  afterEach(() => server.close());

  test('takes the calls with VOICE_AGENT=wss://…, and gets the input variables', async () => {
    const env = { VOICE_AGENT: `${server.url}/agent`, INPUT_VARIABLES: 'callerNumber=From' };
    await inWorld({ env, ca: server.ca }, async (world) => {
      const report = await world.call({ voiceUrl: `${world.origin}/engage?taskName=Billing` });

      expect(report.end).toBe('goodbye');
      expect(report.alerts).toEqual([]);
      expect(server.sessions).toMatchObject([
        { path: '/agent', parameters: { taskName: 'Billing', callerNumber: '+15550100001' } },
      ]);
      expect(world.asapp.requests).toEqual([]);
    });
  });

  test('is never chosen by the URL of a request: ASAPP takes the call, and the log says why', async () => {
    await inWorld({ ca: server.ca }, async (world) => {
      const voiceAgent = encodeURIComponent(`${server.url}/stranger`);
      const report = await world.call({
        voiceUrl: `${world.origin}/engage?voiceAgent=${voiceAgent}`,
        agent: { outcome: 'completed' },
      });

      expect(report.end).toBe('goodbye');
      expect(server.sessions).toEqual([]);
      expect(world.logs.join('\n')).toContain('voiceAgent must be one of: asapp, clerk');
      expect(world.logs.join('\n')).not.toContain('stranger');
    });
  });

  test.each(['ws://localhost:1/', 'wss://localhost/?token=1', 'somebody'])(
    'is not used with the bad URL %s: ASAPP takes the calls, and the log says why',
    async (VOICE_AGENT) => {
      await inWorld({ env: { VOICE_AGENT } }, async (world) => {
        const report = await world.call({ agent: { outcome: 'completed' } });

        expect(report.end).toBe('goodbye');
        expect(world.logs.join('\n')).toContain('VOICE_AGENT must be asapp, clerk or a wss URL');
      });
    },
  );
});

describe('an agent without a record that is down', () => {
  const FALLBACK_DESTINATION = PERSON;

  test('leads to the fallback chain if its server refuses the connection', async () => {
    const env = {
      VOICE_AGENT: 'wss://localhost:1/agent',
      FALLBACK_DESTINATION,
      GREETING: 'Hello.',
    };
    await inWorld({ env }, async (world) => {
      const report = await world.call();

      expect(report.end).toBe('with-person');
      expect(dialled(report)).toEqual([PERSON]);
    });
  });

  test('leads to the fallback chain if Clerk accepts the call and its stream breaks at once', async () => {
    const env = { VOICE_AGENT: 'clerk', FALLBACK_DESTINATION };
    await inWorld({ with: ['clerk'], env }, async (world) => {
      expect(dialled(await world.call())).toEqual([PERSON]);
    });
  });

  test('is reported to a flow as failed', async () => {
    const flow = `FW${'1'.repeat(32)}`;
    const env = { VOICE_AGENT: 'wss://localhost:1/agent' };
    await inWorld({ env }, async (world) => {
      const report = await world.call({
        voiceUrl: `${world.origin}/engage?FlowEvent=return&flowSid=${flow}`,
      });
      const [, connectedAt = ''] = /connectedAt=(\d+)/.exec(answerTo(report, '/engage')) ?? [];
      const state = await world.post('/call-transfer-state', {
        CallSid: report.callSid,
        connectedAt,
      });
      expect(JSON.parse(state.body)).toMatchObject({ outcome: 'failed' });
    });
  });
});
