import { readCall } from '../../../src/voice/call';
import { connectCall, type Engagement } from '../../../src/voice/connect-call';
import { readEngageConfig } from '../../../src/voice/engage-config';
import { RETRIES } from '../../../src/voice/urls';
import { captureConsole } from '../../support/console';
import { invocationOf } from '../../support/invocation';
import {
  ACCOUNT_SID,
  answerOf,
  CALL_SID,
  DOMAIN_NAME,
  FLOW_SID,
  twimlOf,
} from '../../support/runtime';
import { element, elements, parseTwiml, verbs } from '../../support/twiml';

const written = captureConsole();
const STREAM = {
  url: 'wss://media.example/token',
  parameters: { asapp_callTransferId: 'CA1', plan: '"<gold>" & more' },
  leftOut: [],
};

async function connect(
  event: Record<string, unknown> = {},
  greeting?: string,
  environment: Record<string, string> = {},
) {
  const invocation = invocationOf({}, { event });
  const call = { ...readCall(invocation.event), callSid: CALL_SID };
  const config = { ...readEngageConfig(environment).value, greeting };
  const answer = await connectCall(invocation, call, { connect: async () => STREAM }, config);
  return parseTwiml(twimlOf(answerOf(answer)));
}

const NOW = 1_800_000_000;
beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW * 1_000);
});

describe('the TwiML that connects a call', () => {
  test('has the stream, its parameters and its status callback', async () => {
    const response = await connect();
    expect(verbs(response)).toEqual(['Connect']);
    expect(element(response, 'Stream').attributes).toEqual({
      url: 'wss://media.example/token',
      statusCallback: `https://${DOMAIN_NAME}/stream-status`,
    });
    expect(elements(response, 'Parameter').map(({ attributes }) => attributes)).toEqual([
      { name: 'asapp_callTransferId', value: 'CA1' },
      { name: 'plan', value: '"<gold>" & more' },
    ]);
  });

  test('has /call-complete as its action, with the time of the connection', async () => {
    expect(element(await connect(), 'Connect').attributes).toEqual({
      action: `https://${DOMAIN_NAME}/call-complete?connectedAt=${NOW}${RETRIES}`,
    });
  });

  test('tells /call-complete everything that a later request needs', async () => {
    const event = {
      engagement: '2',
      resumed: '1',
      line: 'sales',
      voiceAgent: 'asapp',
      voiceAgentMode: 's2s',
    };
    expect(element(await connect(event), 'Connect').attributes.action).toBe(
      `https://${DOMAIN_NAME}/call-complete?engagement=2&resumed=1&connectedAt=${NOW}` +
        `&line=SALES&voiceAgent=asapp&voiceAgentMode=s2s${RETRIES}`,
    );
  });

  test('returns the call to its flow by a Redirect instead of an action', async () => {
    const response = await connect({ FlowEvent: 'return', flowSid: FLOW_SID });
    expect(verbs(response)).toEqual(['Connect', 'Redirect']);
    expect(element(response, 'Connect').attributes).toEqual({});
    expect(element(response, 'Redirect').text).toBe(
      `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${FLOW_SID}?FlowEvent=return&engagement=1&connectedAt=${NOW}`,
    );
  });

  test('has /call-complete as its action if a flow did not pass its SID, with a warning', async () => {
    const response = await connect({ FlowEvent: 'return' });
    expect(verbs(response)).toEqual(['Connect']);
    expect(element(response, 'Connect').attributes.action).toContain('/call-complete?');
    expect(written.find('flow-cannot-get-call-back')).toMatchObject({ level: 'warn' });
  });

  test('greets the caller at each engagement that does not resume another', async () => {
    const first = await connect({}, 'Welcome & hello');
    expect(verbs(first)).toEqual(['Say', 'Connect']);
    expect(element(first, 'Say').text).toBe('Welcome & hello');
    expect(verbs(await connect({ engagement: '2' }, 'Welcome'))).toEqual(['Say', 'Connect']);
    const resumed = await connect({ engagement: '2', resumed: '1' }, 'Welcome');
    expect(verbs(resumed)).toEqual(['Connect']);
  });

  test('counts the time of the connection from the end of the greeting', async () => {
    const response = await connect({}, 'x'.repeat(140)); // 10 s of speech
    expect(element(response, 'Connect').attributes.action).toContain(`connectedAt=${NOW + 10}`);
  });
});

describe('the TwiML that returns a call to its flow', () => {
  test.each([
    [{}, undefined],
    [{ OPEN_NOW: 'open' }, 'true'],
    [{ OPEN_NOW: 'closed' }, 'false'],
  ])('says whether people are there if that is configured: %j', async (environment, isOpen) => {
    const event = { FlowEvent: 'return', flowSid: FLOW_SID };
    const url = element(await connect(event, undefined, environment), 'Redirect').text;
    expect(new URL(url).searchParams.get('isOpen') ?? undefined).toBe(isOpen);
  });
});

describe('connecting a call', () => {
  const config = readEngageConfig({ INPUT_VARIABLES: 'callerNumber=From' }).value;

  test('gives the agent the parameters and logs the names of those left out', async () => {
    const invocation = invocationOf({}, { event: { plan: ['a', 'b'] } });
    const call = { ...readCall(invocation.event), callSid: CALL_SID };
    const agent = {
      connect: jest.fn(async () => ({ ...STREAM, leftOut: ['mode'] })),
    };

    await connectCall(invocation, call, agent, config);

    const parameters = { values: { callerNumber: '+15550001111' }, leftOut: ['plan'] };
    const engagement = { call, parameters, greetingMilliseconds: 0 };
    expect(agent.connect).toHaveBeenCalledWith(engagement, invocation.deadline);
    expect(written.lines()).toEqual([
      { level: 'info', event: 'engaged', engagement: 1, names: ['plan', 'mode'] },
    ]);
  });

  test.each([
    [{}, {}],
    [{ OPEN_NOW: 'closed' }, {}],
    [{ OPENING_HOURS: 'mon-sun 00:00-24:00' }, { isOpen: 'true' }],
    [{ OPENING_HOURS: 'cannot be read' }, { isOpen: 'true' }],
    [
      { OPENING_HOURS: 'mon 08:00-18:00' }, // the clock of these tests is on a Friday
      { isOpen: 'false', opensAt: '2027-01-18T08:00:00-05:00' },
    ],
  ])('tells the agent who is there if OPENING_HOURS is set: %j', async (variables, told) => {
    const environment = { TIME_ZONE: 'America/New_York', ...variables };
    const invocation = invocationOf(environment, { event: { isOpen: 'perhaps', opensAt: 'soon' } });
    const call = { ...readCall(invocation.event), callSid: CALL_SID };
    const agent = { connect: jest.fn(async (_engagement: Engagement) => STREAM) };

    await connectCall(invocation, call, agent, readEngageConfig(environment).value);

    expect(agent.connect.mock.lastCall?.[0].parameters).toEqual({ values: told, leftOut: [] });
  });

  test('fails if the agent is out of reach, and logs no engagement', async () => {
    const invocation = invocationOf({});
    const call = { ...readCall(invocation.event), callSid: CALL_SID };
    const outOfReach = new Error('out of reach');
    const agent = { connect: () => Promise.reject(outOfReach) };
    await expect(connectCall(invocation, call, agent, config)).rejects.toBe(outOfReach);
    expect(written.text()).toBe('');
  });
});
