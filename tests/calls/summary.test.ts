import { answersTo, answerTo, type CallReport, readTwiml, type World } from '../../tools/simulator';
import { inWorld } from './world';

const PERSON = '+15550103000';
const FIRST = 'The caller was charged twice.';
const SECOND =
  'They would like to have one of the two charges back, and asked twice when that will be.';
const THIRD =
  'They are a customer since 2011 and have been told that a person can see both of the charges.';
const SUMMARY = `${FIRST} ${SECOND} ${THIRD}`;
const TOLD = `${FIRST} ${SECOND}`;
const AGENT = { outcome: 'agent', frames: 1, summary: SUMMARY } as const;
const SYSTEM = { ...AGENT, outcome: 'system' } as const;

const withSummary = (more: Record<string, string> = {}) => ({
  AGENT_DESTINATION: PERSON,
  SUMMARY: 'true',
  ...more,
});

const requestsIn = ({ asapp }: World) =>
  asapp.requests.filter(({ endpoint }) => endpoint === 'summary').length;

const linesOf = ({ logs }: World, event: string) =>
  logs.map((line) => JSON.parse(line)).filter((line) => line.event === event);

/** What was sent along to whoever got the call, by any of the ways. */
const detailsOf = ({ events }: CallReport, begins: 'ringing' | 'queue') =>
  events.find((event) => event.begins === begins)?.details ?? {};

const summaryOf = ({ attributes }: { attributes: string }) => JSON.parse(attributes).summary;

const toldPerson = ({ events }: CallReport) =>
  events
    .filter(({ to, what }) => to === 'person' && what.startsWith('says'))
    .map(({ what }) => what);

/** How long the service took for its answer, in ms. */
const msOf = ({ events }: CallReport, path: string) =>
  events.find(({ to, what }) => to === 'service' && what === `POST ${path}`)?.ms ?? Number.NaN;

describe('the summary of a call', () => {
  test('is not requested unless SUMMARY is set and somebody gets it', async () => {
    await inWorld({ env: { AGENT_DESTINATION: PERSON } }, async (world) => {
      await world.call({ agent: AGENT });
      expect(requestsIn(world)).toBe(0);
    });
    await inWorld({ env: withSummary() }, async (world) => {
      await world.call({ agent: { ...AGENT, outcome: 'completed' } });
      await world.call({ agent: { ...AGENT, outcome: 'drop' } });
      expect(requestsIn(world)).toBe(0);
    });
    const deaf = { AGENT_DESTINATION: 'queue:support', SYSTEM_DESTINATION: 'voicemail' };
    await inWorld({ env: withSummary(deaf) }, async (world) => {
      await world.call({ agent: AGENT });
      await world.call({ agent: SYSTEM });
      expect(requestsIn(world)).toBe(0);
    });
  });

  test('is spoken to a person on the phone in whole sentences of at most 200 characters', async () => {
    await inWorld({ env: withSummary() }, async (world) => {
      const report = await world.call({ agent: { ...AGENT, currentTaskName: null } });

      expect(TOLD.length).toBeLessThanOrEqual(200);
      expect(toldPerson(report)).toEqual([`says "A call from the voice agent. ${TOLD}"`]);
      expect(requestsIn(world)).toBe(1);
      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
    });
  });

  test('is an attribute of the task, and not one of its `conversations`', async () => {
    const env = withSummary({ AGENT_DESTINATION: `WW${'1'.repeat(32)}` });
    await inWorld({ env }, async (world) => {
      const { task } = detailsOf(await world.call({ agent: AGENT }), 'queue');

      const attributes = JSON.parse(String(task));
      expect(attributes.summary).toBe(SUMMARY);
      expect(JSON.stringify(attributes.conversations)).not.toContain(FIRST);
    });
  });

  test.each([
    ['sip:a@pbx.example.com', 'X-Summary'],
    ['client:jo', 'summary'],
  ])('goes to %s as %s', async (destination, name) => {
    await inWorld({ env: withSummary({ AGENT_DESTINATION: destination }) }, async (world) => {
      const report = await world.call({ agent: AGENT });

      expect(detailsOf(report, 'ringing')[name]).toBe(SUMMARY);
      expect(report.alerts).toEqual([]);
    });
  });

  test('is an attribute of the task of a voicemail and of a callback, from one request', async () => {
    const workflow = `WW${'2'.repeat(32)}`;
    const voicemail = withSummary({ AGENT_DESTINATION: 'voicemail', VOICEMAIL_WORKFLOW: workflow });
    await inWorld({ env: voicemail, with: ['rest'] }, async (world) => {
      await world.call({ agent: AGENT });

      expect(world.rest.allTasks().map(summaryOf)).toEqual([SUMMARY]);
      expect(requestsIn(world)).toBe(1);
    });
    const callback = { AGENT_DESTINATION: `WW${'1'.repeat(32)}`, CALLBACK_WORKFLOW: workflow };
    await inWorld({ env: withSummary(callback), with: ['rest'] }, async (world) => {
      const script = { queues: [{ result: 'waits' } as const], digits: ['1'] };
      await world.call({ agent: AGENT, script });

      expect(world.rest.allTasks().map(summaryOf)).toEqual([SUMMARY, SUMMARY]);
      expect(requestsIn(world)).toBe(1);
    });
  });

  test('goes to a system in the query', async () => {
    const env = withSummary({ SYSTEM_DESTINATION: 'https://ivr.example.com/menu' });
    await inWorld({ env }, async (world) => {
      const twiml = readTwiml(answerTo(await world.call({ agent: SYSTEM }), '/call-complete'));
      if ('failure' in twiml) throw new Error(twiml.failure.message);

      const url = new URL(twiml.verbs[0]?.text.trim() ?? '');
      expect(url.searchParams.get('context_summary')).toBe(SUMMARY);
    });
  });

  test('goes to the second destination too, from one request', async () => {
    const env = withSummary({ AGENT_DESTINATION: `${PERSON} sip:a@pbx.example.com` });
    await inWorld({ env }, async (world) => {
      const report = await world.call({ agent: AGENT, script: { answers: ['busy'] } });

      expect(answerTo(report, '/hand-off')).toContain('X-Summary=');
      expect(requestsIn(world)).toBe(1);
    });
  });

  test('is in no log line', async () => {
    await inWorld({ env: withSummary({ LOG_LEVEL: 'debug' }) }, async (world) => {
      await world.call({ agent: AGENT });
      world.asapp.fault('summary', { json: { summaryText: { text: 'charged twice' } } });
      await world.call({ agent: AGENT });

      expect(world.logs.join()).not.toMatch(/charge|customer since/);
    });
  });

  test('can be configured for one line only', async () => {
    const env = { AGENT_DESTINATION: PERSON, SUMMARY_SALES: 'true' };
    await inWorld({ env }, async (world) => {
      await world.call({ agent: AGENT });
      expect(requestsIn(world)).toBe(0);
      await world.call({ agent: AGENT, voiceUrl: `${world.origin}/engage?line=sales` });
      expect(requestsIn(world)).toBe(1);
    });
  });
});

describe('a summary that is late', () => {
  const slow = { latencyMs: 1_500 };

  test('keeps nobody waiting for more than a second, and is spoken in the whisper', async () => {
    await inWorld({ env: withSummary() }, async (world) => {
      world.asapp.fault('summary', slow);
      const report = await world.call({ agent: { ...AGENT, currentTaskName: null } });

      expect(msOf(report, '/call-complete')).toBeLessThan(2_000);
      expect(toldPerson(report)).toEqual([`says "A call from the voice agent. ${TOLD}"`]);
      expect(linesOf(world, 'summary-late')).toHaveLength(1);
      expect(requestsIn(world)).toBe(1);
    });
  });

  test('is waited for once, not at each destination', async () => {
    const env = withSummary({ AGENT_DESTINATION: 'client:jo client:al sip:a@pbx.example.com' });
    await inWorld({ env }, async (world) => {
      world.asapp.fault('summary', 'hang');
      const report = await world.call({ agent: AGENT, script: { answers: ['busy', 'busy'] } });

      expect(answersTo(report, '/hand-off')[0]).toContain('summary=late');
      expect(msOf(report, '/call-complete')).toBeGreaterThanOrEqual(1_000);
      expect(msOf(report, '/hand-off')).toBeLessThan(1_000);
      expect(report.end).toBe('with-person');
    });
  });

  test('is left out of the whisper of a call to a phone if it never comes', async () => {
    await inWorld({ env: withSummary() }, async (world) => {
      world.asapp.fault('summary', 'hang');
      const report = await world.call({ agent: { ...AGENT, currentTaskName: null } });

      expect(toldPerson(report)).toEqual(['says "A call from the voice agent."']);
      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
    });
  });

  test('is no longer waited for after several were late, and the agent takes calls as before', async () => {
    await inWorld({ env: withSummary({ AGENT_DESTINATION: 'client:jo' }) }, async (world) => {
      world.asapp.fault('summary', 500);
      for (let calls = 0; calls < 4; calls += 1) {
        const report = await world.call({ agent: AGENT });
        expect(report.end).toBe('with-person');
        expect(answerTo(report, '/engage')).toContain('<Stream');
      }

      const codes = linesOf(world, 'summary-unknown').map(({ code }) => code);
      expect(codes).toContain('circuit-open');
      expect(requestsIn(world)).toBeLessThan(8);
      expect(linesOf(world, 'agent-unreachable')).toEqual([]);
    });
  });
});

describe('a summary that ASAPP refuses', () => {
  test.each([401, 403])(
    'with %d is never requested again, after one line in the log',
    async (status) => {
      await inWorld(
        { env: withSummary({ AGENT_DESTINATION: 'client:jo' }), asapp: { id: `key-${status}` } },
        async (world) => {
          world.asapp.fault('summary', status);
          for (let calls = 0; calls < 3; calls += 1) {
            const report = await world.call({ agent: AGENT });
            expect(detailsOf(report, 'ringing')).toMatchObject({
              next_action: 'schedule_callback',
            });
          }

          expect(requestsIn(world)).toBe(1);
          expect(linesOf(world, 'summary-not-enabled')).toMatchObject([{ level: 'error', status }]);
        },
      );
    },
  );

  test('with 404 is requested for the next call again', async () => {
    await inWorld({ env: withSummary({ AGENT_DESTINATION: 'client:jo' }) }, async (world) => {
      world.asapp.fault('summary', 404, 6);
      for (let calls = 0; calls < 6; calls += 1) await world.call({ agent: AGENT });
      const report = await world.call({ agent: AGENT });

      expect(detailsOf(report, 'ringing').summary).toBe(SUMMARY);
      expect(requestsIn(world)).toBe(7);
      expect(linesOf(world, 'no-summary')).toHaveLength(6);
      expect(report.alerts).toEqual([]);
    });
  });

  test.each([
    400,
    409,
    422,
    429,
    500,
    503,
    'reset',
    'html',
    'empty-object',
    'huge',
    'drip',
  ] as const)('costs the call nothing: %s', async (fault) => {
    await inWorld({ env: withSummary() }, async (world) => {
      world.asapp.fault('summary', fault);
      const report = await world.call({ agent: AGENT });

      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
      expect(toldPerson(report)).toEqual([
        'says "A call from the voice agent. Task: account inquiry."',
      ]);
    });
  });
});

describe('a Studio Flow', () => {
  test('gets the summary from /call-transfer-state, and null if there is none', async () => {
    await inWorld({ env: { SUMMARY: 'true' }, with: ['studio'] }, async (world) => {
      const report = await world.call({ agent: AGENT });
      expect(JSON.parse(answerTo(report, '/call-transfer-state')).summary).toBe(SUMMARY);

      world.asapp.fault('summary', 404);
      const other = await world.call({ agent: AGENT });
      expect(JSON.parse(answerTo(other, '/call-transfer-state')).summary).toBeNull();
    });
  });
});
