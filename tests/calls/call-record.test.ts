import { type CallOptions, Refusal, type World } from '../../tools/simulator';
import { expectedSignature, recordsIn, toRecord } from '../support/call-record';
import { hang, reading, sendText, startServer, type TestServer } from '../support/http-server';
import { inWorld } from './world';

const PERSON = '+15550103000';
const SECRET = 'marked-secret-of-records';

type Agent = NonNullable<Parameters<World['call']>[0]>['agent'];

/** A call to a number whose status callback is ours, as `bind-number` sets it. */
function place(world: World, agent: Agent, call: CallOptions = {}) {
  const statusCallback = `${world.origin}/call-ended`;
  return world.call({ statusCallback, agent: { frames: 1, ...agent }, ...call });
}

const events = ({ logs }: World) => logs.map((line) => JSON.parse(line).event);

describe('the record of a call', () => {
  test('tells of the agent, and of each person who was dialed with what happened there', async () => {
    const env = { AGENT_DESTINATION: `${PERSON} sip:a@pbx.example.com client:jo` };
    await inWorld({ env, with: ['rest'] }, async (world) => {
      const { callSid } = await place(
        world,
        { outcome: 'agent' },
        { script: { answers: ['busy', 'no-answer', 'answered'], talkMs: 90_000 } },
      );

      const [record, ...more] = recordsIn(world.logs);
      expect(more).toEqual([]);
      expect(record).toMatchObject({
        callSid,
        direction: 'inbound',
        status: 'completed',
        outcome: 'agent',
        endedReason: 'person-finished',
        secondsInQueue: 0,
        destinations: [
          { kind: 'number', result: 'busy', seconds: null },
          { kind: 'sip', result: 'no-answer', seconds: null },
          { kind: 'client', result: 'completed' },
        ],
        recordings: [],
        from: null,
        to: null,
      });
      expect(record?.secondsWithPerson).toBeGreaterThanOrEqual(90);
      expect(record?.secondsWithAgent).not.toBeNull();
      expect(Date.parse(record?.ended ?? '')).toBeGreaterThan(Date.parse(record?.answered ?? ''));
    });
  });

  test.each([
    { outcome: 'completed', endedReason: 'agent-finished' },
    { outcome: 'hang-up', endedReason: 'caller-hung-up' },
  ] as const)('knows all about a call that ends with the agent: $outcome', async (row) => {
    const script = { hangUp: { during: 'stream', afterMs: 100 } } as const;
    await inWorld(
      { env: { AGENT_DESTINATION: 'queue:support' }, with: ['rest'] },
      async (world) => {
        await place(world, row, row.outcome === 'hang-up' ? { script } : {});

        expect(recordsIn(world.logs)).toMatchObject([
          {
            endedReason: row.endedReason,
            engagements: 1,
            secondsWithAgent: expect.any(Number),
            secondsInQueue: 0,
            secondsWithPerson: 0,
            destinations: [],
          },
        ]);
      },
    );
  });

  test('has null for what a queue leaves no trace of', async () => {
    await inWorld(
      { env: { AGENT_DESTINATION: 'queue:support' }, with: ['rest'] },
      async (world) => {
        await place(world, { outcome: 'agent' });

        expect(recordsIn(world.logs)).toMatchObject([
          { outcome: 'agent', endedReason: null, secondsInQueue: null, secondsWithPerson: null },
        ]);
      },
    );
  });

  test('names the recording of a voicemail, and the line that was called', async () => {
    await inWorld({ env: { AGENT_DESTINATION: 'voicemail' }, with: ['rest'] }, async (world) => {
      await place(
        world,
        { outcome: 'agent' },
        { statusCallback: `${world.origin}/call-ended?line=west-coast` },
      );

      expect(recordsIn(world.logs)).toMatchObject([
        { line: 'WEST_COAST', recordings: [expect.stringMatching(/^RE/)] },
      ]);
    });
  });

  test('is written from the callback alone if Twilio and ASAPP cannot be read', async () => {
    await inWorld({}, async (world) => {
      world.asapp.fault('call-transfer', 503);
      await place(world, { outcome: 'completed' });

      expect(recordsIn(world.logs)).toMatchObject([
        { status: 'completed', began: null, answered: expect.any(String), outcome: null },
      ]);
      const [line] = world.logs.filter((one) => one.includes('call-record-incomplete'));
      expect(JSON.parse(line ?? '{}').names).toEqual(['call', 'legs', 'recordings', 'outcome']);
    });
  });

  test('is complete although Twilio fails once, since each reading is repeated', async () => {
    await inWorld({ with: ['rest'] }, async (world) => {
      world.rest.refuseNext(new Refusal(503, 20503, 'marked'));
      await place(world, { outcome: 'completed' });

      expect(recordsIn(world.logs)).toMatchObject([
        { began: expect.any(String), destinations: [] },
      ]);
      expect(events(world)).not.toContain('call-record-incomplete');
    });
  });

  test('does not appear for a call that did not happen, is not over, or was dialed by another', async () => {
    await inWorld({ with: ['rest'] }, async (world) => {
      const CallSid = `CA${'9'.repeat(32)}`;
      const over = { CallSid, CallStatus: 'completed' };
      const { callSid } = await world.call({ agent: { outcome: 'completed', frames: 1 } });
      const answers = [
        await world.post('/call-ended', over),
        await world.post('/call-ended', { ...over, CallSid: 'CA1' }),
        await world.post('/call-ended', { CallSid: callSid, CallStatus: 'in-progress' }),
        await world.post('/call-ended', { ...over, ParentCallSid: callSid, CallSid: callSid }),
      ];

      expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
      expect(recordsIn(world.logs)).toEqual([]);
      expect(events(world)).toContain('call-unknown');
    });
  });
});

describe('a call through a Studio Flow', () => {
  test('gets its record, and its execution ends', async () => {
    const hangUp = { during: 'stream', afterMs: 100 } as const;
    await inWorld({ with: ['studio', 'rest'] }, async (world) => {
      const flowUrl = world.studio.webhookUrl();
      const flowSid = flowUrl.split('/').at(-1);
      const report = await place(
        world,
        { outcome: 'hang-up' },
        { statusCallback: `${world.origin}/call-ended?flowSid=${flowSid}`, script: { hangUp } },
      );

      expect(world.studio.executions.map(({ end }) => end)).toEqual(['call-ended']);
      expect(report.alerts).toEqual([]);
      expect(recordsIn(world.logs)).toMatchObject([{ endedReason: 'caller-hung-up' }]);
    });
  });

  test('is sent to the flow even if nothing of it can be read', async () => {
    await inWorld({}, async (world) => {
      const FlowSid = `FW${'5'.repeat(32)}`;
      const AccountSid = `AC${'6'.repeat(32)}`;
      const call = { CallSid: `CA${'9'.repeat(32)}`, AccountSid, CallStatus: 'completed' };
      const { status, headers } = await world.post(`/call-ended?flowSid=${FlowSid}`, call);

      expect(status).toBe(302);
      expect(headers.location).toBe(
        `https://webhooks.twilio.com/v1/Accounts/${AccountSid}/Flows/${FlowSid}`,
      );
    });
  });
});

describe('CALL_RECORD_URL', () => {
  let receiver: TestServer;
  let bodies: string[];
  const take = (body: string) => void bodies.push(body);
  beforeEach(async () => {
    bodies = [];
    receiver = await startServer(reading(take, sendText(200, 'thanks')));
  });
  afterEach(() => receiver.close());

  const env = () => ({
    AGENT_DESTINATION: PERSON,
    CALL_RECORD_URL: `${receiver.origin}/records?from=twilio`,
    CALL_RECORD_SECRET: SECRET,
  });

  test('gets the record of each call once, signed and without numbers', async () => {
    await inWorld({ env: env(), with: ['rest'] }, async (world) => {
      const { callSid } = await place(world, { outcome: 'agent' }, { from: '+15550177001' });

      const [body = ''] = bodies;
      expect(receiver.requests).toMatchObject([{ method: 'POST', url: '/records?from=twilio' }]);
      expect(receiver.requests[0]?.headers['content-type']).toBe('application/json');
      expect(toRecord(JSON.parse(body))).toMatchObject({ callSid, destinations: [{ to: null }] });
      expect([body, ...world.logs].join()).not.toContain('5550177');
      const header = String(receiver.requests[0]?.headers['x-signature']);
      expect(header).toBe(expectedSignature(header, body, SECRET));
      expect(events(world)).not.toContain('call-record-undelivered');
    });
  });

  test('gets the numbers of people with CALL_RECORD_NUMBERS=true, and the log still does not', async () => {
    const variables = { ...env(), CALL_RECORD_NUMBERS: 'true' };
    await inWorld({ env: variables, with: ['rest'] }, async (world) => {
      await place(world, { outcome: 'agent' }, { from: '+15550177001' });

      expect(toRecord(JSON.parse(bodies[0] ?? ''))).toMatchObject({
        from: '+15550177001',
        destinations: [{ to: PERSON }],
      });
      expect(world.logs.join()).not.toMatch(/5550177|5550103/);
    });
  });

  test.each([
    ['refuses', sendText(400, 'marked'), 1, 400],
    ['fails', sendText(503, 'marked'), 2, 503],
    ['hangs', hang, 2, undefined],
    ['redirects', sendText(302, '', { Location: 'http://127.0.0.1:9/' }), 1, 302],
  ])(
    'that %s gets one retry at most, and the log keeps the record',
    async (_how, answer, requests, status) => {
      receiver.answer(answer);
      await inWorld({ env: env(), with: ['rest'] }, async (world) => {
        const report = await place(world, { outcome: 'agent' });

        expect(receiver.requests).toHaveLength(requests);
        const undelivered = world.logs
          .map((line) => JSON.parse(line))
          .filter(({ event }) => event === 'call-record-undelivered');
        expect(undelivered).toMatchObject([{ callSid: report.callSid }]);
        expect(undelivered[0].status).toBe(status);
        expect(recordsIn(world.logs)).toHaveLength(1);
        expect(world.logs.join()).not.toContain(SECRET);
        expect(report.alerts).toEqual([]);
      });
    },
  );

  test('that hangs is left alone after the first call, so that it does not use up the service', async () => {
    receiver.answer(hang);
    await inWorld({ env: env(), with: ['rest'] }, async (world) => {
      for (let calls = 0; calls < 3; calls += 1) await place(world, { outcome: 'agent' });

      expect(receiver.requests).toHaveLength(2);
      expect(recordsIn(world.logs)).toHaveLength(3);
      const codes = world.logs
        .map((line) => JSON.parse(line))
        .filter(({ event }) => event === 'call-record-undelivered')
        .map(({ code }) => code);
      expect(codes).toEqual(['timeout', 'circuit-open', 'circuit-open']);
    });
  });

  test('gets nothing unsigned if the secret is malformed, and the log says so', async () => {
    const variables = { ...env(), CALL_RECORD_SECRET: 'two words' };
    await inWorld({ env: variables, with: ['rest'] }, async (world) => {
      await place(world, { outcome: 'agent' });

      expect(receiver.requests).toEqual([]);
      expect(events(world)).toContain('bad-configuration');
      expect(recordsIn(world.logs)).toHaveLength(1);
    });
  });
});
