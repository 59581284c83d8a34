import { handler } from '../../functions/engage.protected';
import { RETRIES } from '../../src/voice/urls';
import { STREAMING_URL, startAsapp } from '../support/asapp';
import { captureConsole } from '../support/console';
import { forEachTest } from '../support/for-each-test';
import { breakOff, drip, hang, reset, sendJson, sendText } from '../support/http-server';
import {
  ACCOUNT_SID,
  CALL,
  CALL_SID,
  DOMAIN_NAME,
  FLOW_SID,
  invoke,
  twimlOf,
} from '../support/runtime';
import { hurry, useTestClock } from '../support/time';
import { element, elements, parseTwiml, verbs } from '../support/twiml';

const FALLBACK = { FALLBACK_DESTINATION: '+15559990000' };
const FLOW = `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${FLOW_SID}`;

const asapp = forEachTest(startAsapp);
const written = captureConsole();
useTestClock();

async function engage(
  event: Record<string, unknown> = {},
  environment: Record<string, string> = {},
) {
  const answer = invoke(
    handler,
    { request: { headers: {}, cookies: {} }, ...CALL, CallStatus: 'ringing', ...event },
    { ...asapp.environment, ...FALLBACK, ...environment },
  );
  return parseTwiml(twimlOf(await hurry(answer)));
}

const parametersOf = (response: Awaited<ReturnType<typeof engage>>) =>
  Object.fromEntries(
    elements(response, 'Parameter').map(({ attributes }) => [attributes.name, attributes.value]),
  );

describe('/engage', () => {
  test('connects the call to the agent, with /call-complete as the action', async () => {
    const event = { customerId: 'c-1', taskName: 'refunds', plan: 'gold' };
    const response = await engage(event, { INPUT_VARIABLES: 'callerNumber=From' });
    expect(verbs(response)).toEqual(['Connect']);
    const { action = '' } = element(response, 'Connect').attributes;
    expect(action.replace(/\d{10}/, 'now')).toBe(
      `https://${DOMAIN_NAME}/call-complete?connectedAt=now${RETRIES}`,
    );
    expect(element(response, 'Stream').attributes.url).toBe(STREAMING_URL);
    expect(parametersOf(response)).toEqual({
      asapp_callTransferId: CALL_SID,
      asapp_externalConversationId: CALL_SID,
      customerId: 'c-1',
      taskName: 'refunds',
      callerNumber: '+15550001111',
      plan: 'gold',
    });
    expect(written.lines()).toEqual([
      { level: 'info', event: 'engaged', callSid: CALL_SID, engagement: 1 },
    ]);
  });

  test('connects a later engagement under a new transfer ID', async () => {
    const response = await engage({ engagement: '2', line: 'sales' }, { GREETING: 'Hello' });
    expect(verbs(response)).toEqual(['Say', 'Connect']);
    expect(element(response, 'Connect').attributes.action).toMatch(
      /\?engagement=2&connectedAt=\d+&line=SALES#/,
    );
    expect(parametersOf(response)).toMatchObject({ asapp_callTransferId: `${CALL_SID}-2` });
  });

  test('greets the caller in the configured voice', async () => {
    const response = await engage({}, { GREETING: 'Welcome', SAY_VOICE: 'man' });
    expect(verbs(response)).toEqual(['Say', 'Connect']);
    expect(element(response, 'Say').attributes).toEqual({ voice: 'man' });
  });

  test('returns the call to its flow with a Redirect after the stream', async () => {
    const response = await engage({ FlowEvent: 'return', flowSid: FLOW_SID });
    expect(verbs(response)).toEqual(['Connect', 'Redirect']);
    expect(element(response, 'Connect').attributes).toEqual({});
    expect(element(response, 'Redirect').text).toMatch(
      /\?FlowEvent=return&engagement=1&connectedAt=\d+$/,
    );
  });

  test('logs the names of parameters that it could not pass to the agent', async () => {
    const event = {
      plan: ['a', 'b'],
      asapp_x: 'y',
      voiceAgentMode: 'turbo',
      long: 'x'.repeat(500),
    };
    await engage(event);
    expect(written.find('engaged')?.names).toEqual(['plan', 'asapp_x', 'long', 'voiceAgentMode']);
  });

  test('passes the number of the person called to the agent for an outbound call', async () => {
    const event = { Direction: 'outbound-api', From: '+15550002222', To: '+15550003333' };
    const response = await engage(event, { INPUT_VARIABLES: 'callerNumber=From' });
    expect(parametersOf(response)).toMatchObject({ callerNumber: '+15550003333' });
  });

  test('hangs up on an answering machine without a request to ASAPP', async () => {
    const event = { Direction: 'outbound-api', AnsweredBy: 'machine_end_beep' };
    expect(verbs(await engage(event))).toEqual(['Hangup']);
    expect(asapp.requests).toEqual([]);
  });

  test('sends a call that is not for the agent to a person without a request to ASAPP', async () => {
    const environment = { VOICE_AGENT_PERCENT: '0', AGENT_DESTINATION: '+15550003333' };
    const response = await engage({}, environment);
    expect(element(response, 'Number').text).toBe('+15550003333');
    expect(asapp.requests).toEqual([]);
    expect(written.find('engaged')).toBeUndefined();
  });

  test.each([{}, { VOICE_AGENT_PERCENT: '100' }, { VOICE_AGENT_PERCENT: 'all' }])(
    'connects every call to the agent unless a share says otherwise: %j',
    async (environment) => {
      const response = await engage({}, { ...environment, AGENT_DESTINATION: '+15550003333' });
      expect(element(response, 'Stream').attributes.url).toBe(STREAMING_URL);
    },
  );

  test.each([{}, { VOICE_AGENT_PERCENT: '0' }])(
    'redirects a call without the agent to /fallback if the code of a hand-off cannot be loaded: %j',
    async (environment) => {
      jest.spyOn(Runtime, 'getFunctions').mockReturnValue({});
      asapp.streamingUrl = sendJson(503, {});
      const response = await engage({ line: 'west-coast' }, environment);
      const url = `https://${DOMAIN_NAME}/fallback?line=WEST_COAST${RETRIES}`;
      expect(element(response, 'Redirect').text).toBe(url);
      expect(written.find('fallback-failed')).toBeDefined();
    },
  );

  test('sends ASAPP one request for a hundred calls at once', async () => {
    await Promise.all(Array.from({ length: 100 }, () => engage()));
    expect(asapp.requests).toHaveLength(1);
  });

  test.each([{ CallSid: '' }, { CallSid: 'CA1' }, { CallSid: [CALL_SID, CALL_SID] }])(
    'uses the fallback chain without a valid CallSid: %j',
    async (event) => {
      expect(element(await engage(event), 'Number').text).toBe('+15559990000');
      expect(asapp.requests).toEqual([]);
    },
  );

  test('uses the fallback chain after a bug in the function itself', async () => {
    jest.spyOn(console, 'log').mockImplementationOnce(() => {
      throw new Error('marked');
    });
    expect(element(await engage(), 'Number').text).toBe('+15559990000');
    expect(written.find('function-failed')).toMatchObject({ level: 'error' });
  });
});

describe('/engage with ASAPP out of reach', () => {
  const FAULTS = {
    'HTTP 400': sendJson(400, {}),
    'HTTP 401': sendJson(401, {}),
    'HTTP 403': sendJson(403, {}),
    'HTTP 404': sendJson(404, {}),
    'HTTP 409': sendJson(409, {}),
    'HTTP 422': sendJson(422, {}),
    'HTTP 429': sendJson(429, {}),
    'HTTP 500': sendJson(500, {}),
    'HTTP 503': sendJson(503, {}),
    'no answer': hang,
    'an endless answer': drip,
    'a reset connection': reset,
    'half an answer': breakOff,
    HTML: sendText(200, '<html></html>'),
    '{}': sendJson(200, {}),
    'a ws: URL': sendJson(200, { streamingUrl: 'ws://media.example/x' }),
    'a URL with a query': sendJson(200, { streamingUrl: 'wss://media.example/x?y=z' }),
    'a redirect': sendText(302, '', { Location: 'https://example.com/' }),
  };

  test.each(Object.entries(FAULTS))(
    'sends the call to the fallback chain in time after %s',
    async (_fault, answer) => {
      asapp.streamingUrl = answer;
      const startedAt = Date.now();
      const response = await engage();
      expect(Date.now() - startedAt).toBeLessThan(4_000); // by the test's own clock
      expect(element(response, 'Number').text).toBe('+15559990000');
      expect(written.lines().map(({ event }) => event)).toEqual(['agent-unreachable', 'hand-off']);
    },
  );

  test.each([
    [401, 'error'],
    [403, 'error'],
    [404, 'warn'],
    [503, 'warn'],
  ])('logs HTTP %d at level %s', async (status, level) => {
    asapp.streamingUrl = sendJson(status, { error: { requestId: 'r-1', code: `${status}-01` } });
    await engage();
    expect(written.find('agent-unreachable')).toEqual({
      level,
      event: 'agent-unreachable',
      callSid: CALL_SID,
      status,
      code: `${status}-01`,
      requestId: 'r-1',
    });
  });

  test('returns the call to its flow at once', async () => {
    asapp.streamingUrl = sendJson(503, {});
    const response = await engage({ FlowEvent: 'return', flowSid: FLOW_SID });
    expect(verbs(response)).toEqual(['Redirect']);
    expect(element(response, 'Redirect').text).toBe(
      `${FLOW}?FlowEvent=return&engagement=1&outcome=failed`,
    );
  });

  test('answers without a request once the circuit is open', async () => {
    asapp.streamingUrl = sendJson(503, {});
    await engage();
    await engage();
    const requestCount = asapp.requests.length;
    const startedAt = Date.now();
    await engage();
    expect(asapp.requests).toHaveLength(requestCount);
    expect(Date.now() - startedAt).toBeLessThan(50); // by the test's own clock
  });
});

describe('/engage with a bad configuration', () => {
  test('names every problem in one log line without a value, and uses the fallback chain', async () => {
    const response = await engage(
      {},
      {
        ASAPP_API_HOST: 'http://marked.example',
        ASAPP_API_SECRET: '',
        ASAPP_VOICE_AGENT_MODE: 'marked',
        INPUT_VARIABLES: 'marked',
        GREETING: 'marked\u0000',
        AGENT_DESTINATION: 'marked',
        FALLBACK_DESTINATION: 'marked client:b',
        RING_SECONDS: 'marked',
      },
    );
    expect(element(response, 'Identity').text).toBe('b');
    const [line, ...rest] = written.lines().filter(({ event }) => event === 'bad-configuration');
    expect(rest).toEqual([]);
    expect(line?.level).toBe('error');
    expect(line?.problems).toHaveLength(8);
    expect(written.text()).not.toContain('marked');
    expect(asapp.requests).toEqual([]);
  });
});
