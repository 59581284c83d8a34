import { rescueCall } from '../../../src/hand-off/begin';
import type { Invocation } from '../../../src/runtime/function';
import { createLog } from '../../../src/runtime/log';
import { readCall } from '../../../src/voice/call';
import { captureConsole } from '../../support/console';
import { answerOf, CALL, DOMAIN_NAME, twimlOf } from '../../support/runtime';
import { element, parseTwiml, verbs } from '../../support/twiml';

const written = captureConsole();

function rescue(environment: Record<string, unknown>, event: Record<string, unknown> = CALL) {
  const invocation: Invocation = {
    event,
    environment,
    domainName: DOMAIN_NAME,
    log: createLog({}),
    deadline: AbortSignal.abort(),
    twilioClient: () => {
      throw new Error('there is none');
    },
  };
  return parseTwiml(twimlOf(answerOf(rescueCall(invocation, readCall(event)))));
}

describe('the rescue of a call', () => {
  test('is the fallback chain, without asking or waiting', () => {
    const environment = {
      AGENT_DESTINATION: 'client:a',
      FALLBACK_DESTINATION: 'client:b client:c',
    };
    const response = rescue(environment);
    expect(element(response, 'Identity').text).toBe('b');
    expect(element(response, 'Dial').attributes.action).toContain('outcome=failed');
    expect(written.lines()).toEqual([
      { level: 'info', event: 'hand-off', engagement: 1, outcome: 'failed', status: 'client' },
    ]);
  });

  test('is that of the line', () => {
    const environment = {
      FALLBACK_DESTINATION: 'client:a',
      FALLBACK_DESTINATION_SALES: 'client:b',
    };
    const response = rescue(environment, { ...CALL, line: 'sales' });
    expect(element(response, 'Identity').text).toBe('b');
  });

  test.each([
    {},
    { FALLBACK_DESTINATION: 'nonsense', SAY_LANGUAGE: 'xx' },
    { AGENT_DESTINATION: 7 },
  ])('is an apology where the variables are %j', (environment) => {
    expect(verbs(rescue(environment))).toEqual(['Say', 'Hangup']);
  });

  test('needs to know nothing of the call', () => {
    expect(verbs(rescue({ FALLBACK_DESTINATION: '+15551234567' }, {}))).toEqual(['Dial']);
  });

  test('is an apology where the chain itself breaks', () => {
    const environment = {
      get FALLBACK_DESTINATION(): string {
        throw new TypeError('mark-of-a-value');
      },
    };
    expect(verbs(rescue(environment))).toEqual(['Say', 'Hangup']);
    expect(written.find('fallback-failed')).toMatchObject({ level: 'error', code: 'TypeError' });
    expect(written.text()).not.toContain('mark-of-a-value');
  });
});
