import { inWorld } from './world';

const PERSON = '+15559990000';
const OURS = '+15551230000';
const outbound = { direction: 'outbound-api', from: OURS, to: PERSON } as const;

test('an outbound call connects the agent, which gets the number of the person called', () =>
  inWorld(
    { env: { INPUT_VARIABLES: 'callerNumber=From serviceNumber=To', AGENT_DESTINATION: OURS } },
    async ({ call, origin }) => {
      const voiceUrl = `${origin}/engage?taskName=Reminder&appointment=Monday`;
      const report = await call({ ...outbound, voiceUrl, agent: { outcome: 'completed' } });
      expect(report.end).toBe('goodbye');
      const [connect] = report.events.flatMap(({ body }) =>
        body?.includes('<Stream') ? [body] : [],
      );
      for (const [name, value] of [
        ['callerNumber', PERSON],
        ['serviceNumber', OURS],
        ['taskName', 'Reminder'],
        ['appointment', 'Monday'],
      ]) {
        expect(connect).toContain(`<Parameter name="${name}" value="${value}"/>`);
      }
    },
  ));

test.each(['machine_start', 'machine_end_beep', 'fax'])(
  'an outbound call with AnsweredBy=%s is hung up without a request to ASAPP',
  (AnsweredBy) =>
    inWorld({}, async ({ call, asapp, logs }) => {
      const report = await call({ ...outbound, parameters: { AnsweredBy } });
      expect(report.alerts).toEqual([]);
      expect(report.events.flatMap(({ body }) => body ?? [])).toContainEqual(
        expect.stringContaining('<Response><Hangup/></Response>'),
      );
      expect(asapp.requests).toEqual([]);
      expect(logs.join('\n')).toContain('answered-by-machine');
    }),
);

test('an outbound call with AnsweredBy=human or unknown is connected to the agent', () =>
  inWorld({}, async ({ call }) => {
    for (const AnsweredBy of ['human', 'unknown']) {
      const report = await call({
        ...outbound,
        parameters: { AnsweredBy },
        agent: { outcome: 'completed' },
      });
      expect(report.end).toBe('goodbye');
    }
  }));

test('the task of a placed call is inbound, since Flex takes no outbound one without outbound_to', () =>
  inWorld({ env: { AGENT_DESTINATION: `WW${'0'.repeat(32)}` } }, async ({ call }) => {
    const report = await call(outbound);
    expect(report.end).toBe('with-person');
    const queued = report.events.find(({ to }) => to === 'queue');
    expect(JSON.parse(String(queued?.details?.task))).toMatchObject({
      type: 'inbound',
      direction: 'inbound',
      name: PERSON,
    });
  }));
