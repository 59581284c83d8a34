import { fallBack, returnOrFallBack } from '../../../src/hand-off/fall-back';
import { captureConsole } from '../../support/console';
import { invocationOf } from '../../support/invocation';
import { ACCOUNT_SID, answerOf, CALL_SID, FLOW_SID, twimlOf } from '../../support/runtime';
import { element, parseTwiml, verbs } from '../../support/twiml';

const written = captureConsole();
const deadline = AbortSignal.abort(); // nobody waits for anything

describe('the fallback of a call', () => {
  function fallenBack(
    environment: Record<string, unknown>,
    event: Record<string, unknown> = { CallSid: CALL_SID },
  ) {
    const invocation = { ...invocationOf(environment, { deadline, event }), event };
    return parseTwiml(twimlOf(answerOf(fallBack(invocation))));
  }

  test('is the fallback chain, without a request', () => {
    const response = fallenBack({
      AGENT_DESTINATION: 'client:a',
      FALLBACK_DESTINATION: 'client:b client:c',
    });
    expect(element(response, 'Identity').text).toBe('b');
    expect(element(response, 'Dial').attributes.action).toContain('outcome=failed');
    expect(written.lines()).toEqual([
      { level: 'info', event: 'hand-off', engagement: 1, outcome: 'failed', status: 'client' },
    ]);
  });

  test('uses the fallback chain of the called line', () => {
    const environment = {
      FALLBACK_DESTINATION: 'client:a',
      FALLBACK_DESTINATION_SALES: 'client:b',
    };
    expect(element(fallenBack(environment, { line: 'sales' }), 'Identity').text).toBe('b');
  });

  test.each([
    {},
    { FALLBACK_DESTINATION: 'nonsense', SAY_LANGUAGE: 'xx' },
    { AGENT_DESTINATION: 7 },
  ])('is an apology with the variables %j', (environment) => {
    expect(verbs(fallenBack(environment))).toEqual(['Say', 'Hangup']);
  });

  test('works without knowing anything about the call', () => {
    expect(verbs(fallenBack({ FALLBACK_DESTINATION: '+15551234567' }, {}))).toEqual(['Dial']);
  });

  test('is an apology if reading the chain throws', () => {
    const environment = {
      get FALLBACK_DESTINATION(): string {
        throw new TypeError('mark-of-a-value');
      },
    };
    expect(verbs(fallenBack(environment))).toEqual(['Say', 'Hangup']);
    expect(written.find('fallback-failed')).toMatchObject({ level: 'error', code: 'TypeError' });
    expect(written.text()).not.toContain('mark-of-a-value');
  });
});

describe('a call that the agent cannot take', () => {
  function returned(event: Record<string, unknown>, more: Record<string, string> = {}) {
    const environment = { FALLBACK_DESTINATION: 'client:b', ...more };
    const invocation = invocationOf(environment, { event, deadline });
    return parseTwiml(twimlOf(answerOf(returnOrFallBack(invocation))));
  }

  test('returns to its flow with the outcome failed', () => {
    const response = returned({ FlowEvent: 'return', flowSid: FLOW_SID, engagement: '2' });
    expect(verbs(response)).toEqual(['Redirect']);
    expect(element(response, 'Redirect').text).toBe(
      `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${FLOW_SID}?FlowEvent=return&engagement=2&outcome=failed`,
    );
    expect(written.find('returned-to-flow')).toMatchObject({ engagement: 2, outcome: 'failed' });
  });

  test('tells its flow that nobody is there', () => {
    const event = { FlowEvent: 'return', flowSid: FLOW_SID };
    const url = element(returned(event, { OPEN_NOW: 'closed' }), 'Redirect').text;
    expect(url).toMatch(/&outcome=failed&isOpen=false$/);
  });

  test.each([{}, { FlowEvent: 'return' }, { FlowEvent: 'return', flowSid: 'FW1' }])(
    'falls back if no flow can have it back: %j',
    (event) => {
      expect(element(returned(event), 'Identity').text).toBe('b');
    },
  );
});
