import { answerTo, dialled, spoken, startWorld, type World } from '../../tools/simulator';
import { runs } from '../support/cases';
import { atTenfoldSpeed } from '../support/time';

const PERSON = '+15550103000';

describe('a call to /engage', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({
      env: {
        AGENT_DESTINATION: PERSON,
        SYSTEM_DESTINATION: 'sip:ivr@pbx.example.com',
        FALLBACK_DESTINATION: '+15550103999',
        INPUT_VARIABLES: 'callerNumber=From',
      },
    });
  });
  afterAll(() => world.close());

  test('reaches a person if the agent hands it off', async () => {
    const report = await world.call({ agent: { outcome: 'agent' } });

    expect(report.end).toBe('with-person');
    expect(dialled(report)).toEqual([PERSON]);
    expect(report.alerts).toEqual([]);
  });

  test('reaches the system if a task ends with one', async () => {
    const report = await world.call({ agent: { outcome: 'system' } });

    expect(report.end).toBe('with-person'); // somebody answers at the SIP address
    expect(dialled(report)).toEqual(['sip:ivr@pbx.example.com']);
    expect(answerTo(report, '/call-complete')).toContain('?X-Outcome=system&amp;');
  });

  test('ends with a goodbye if the conversation is completed', async () => {
    const report = await world.call({ agent: { outcome: 'completed' } });

    expect(report.end).toBe('goodbye');
    expect(spoken(report)).toContain('says "Thank you for calling. Goodbye."');
  });

  test('goes to the fallback chain if the stream breaks', async () => {
    const report = await atTenfoldSpeed(() => world.call({ agent: { outcome: 'drop' } }));

    expect(report.end).toBe('with-person');
    expect(dialled(report)).toEqual(['+15550103999']);
  });

  test.each(['CALLER_DISCONNECT', 'no-result', '404'] as const)(
    'reads no call transfer if the caller hangs up: %s',
    async (callerLeft) => {
      const before = world.asapp.requests.length;

      const report = await world.call({
        agent: { outcome: 'hang-up', callerLeft },
        script: { hangUp: { during: 'stream', afterMs: 400 } },
      });

      expect(report.end).toBe('caller-hung-up');
      const requested = world.asapp.requests.slice(before).map(({ endpoint }) => endpoint);
      expect(requested).not.toContain('call-transfer');
    },
  );

  test('waits for a call transfer that is finished a moment late', async () => {
    const report = await world.call({ agent: { outcome: 'agent', readsUntilSettled: 2 } });

    expect(dialled(report)).toEqual([PERSON]);
  });

  test('waits for a record that appears a second late', async () => {
    world.asapp.fault('call-transfer', 404, 4);

    const report = await world.call({ agent: { outcome: 'agent' } });

    expect(dialled(report)).toEqual([PERSON]);
  });

  test('accepts a lower-case status from ASAPP, and booleans in variables', async () => {
    const report = await world.call({
      agent: {
        outcome: 'agent',
        record: {
          status: 'completed',
          outputContext: { transferType: 'agent', referenceVariables: { isActive: true } },
        },
      },
    });

    expect(dialled(report)).toEqual([PERSON]);
  });

  test.each([
    ['the status EXPIRED', { status: 'EXPIRED' }],
    ['an unknown transfer type', { outputContext: { transferType: 'ROBOT' } }],
  ])('goes to the fallback chain after %s', async (_, record) => {
    const report = await world.call({ agent: { outcome: 'agent', record } });

    expect(dialled(report)).toEqual(['+15550103999']);
  });

  test('gives the agent both IDs, the customer, the task and the input variables', async () => {
    const report = await world.call({
      voiceUrl: `${world.origin}/engage?customerId=c-1&taskName=Billing&plan=gold&asapp_callTransferId=x`,
      from: '+15550107777',
    });

    const engage = report.events.find(({ what }) => what.includes('POST /engage'));
    const parameters = [
      ...(engage?.body ?? '').matchAll(/<Parameter name="(\w+)" value="([^"]*)"/g),
    ];
    expect(Object.fromEntries(parameters.map(([, name, value]) => [name, value]))).toEqual({
      asapp_callTransferId: report.callSid,
      asapp_externalConversationId: report.callSid,
      customerId: 'c-1',
      taskName: 'Billing',
      callerNumber: '+15550107777',
      plan: 'gold',
    });
  });
});

test('the first calls of a process, if they come at once, share one request for the streaming URL', async () => {
  const world = await startWorld();
  try {
    await Promise.all(
      Array.from({ length: runs(100) }, () =>
        world.call({ agent: { outcome: 'completed', frames: 1 } }),
      ),
    );

    const urls = world.asapp.requests.filter(({ endpoint }) => endpoint === 'streaming-url');
    expect(urls).toHaveLength(1);
  } finally {
    await world.close();
  }
});
