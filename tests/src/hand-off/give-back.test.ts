import { giveBack } from '../../../src/hand-off/give-back';
import type { Invocation } from '../../../src/runtime/function';
import { createLog } from '../../../src/runtime/log';
import { readCall } from '../../../src/voice/call';
import { captureConsole } from '../../support/console';
import { ACCOUNT_SID, answerOf, CALL, DOMAIN_NAME, FLOW_SID, twimlOf } from '../../support/runtime';
import { element, parseTwiml, verbs } from '../../support/twiml';

const written = captureConsole();

function given(more: Record<string, unknown>) {
  const event: Record<string, unknown> = { ...CALL, ...more };
  const invocation: Invocation = {
    event,
    environment: { FALLBACK_DESTINATION: 'client:b' },
    domainName: DOMAIN_NAME,
    log: createLog({}),
    deadline: AbortSignal.abort(),
    twilioClient: () => {
      throw new Error('there is none');
    },
  };
  return parseTwiml(twimlOf(answerOf(giveBack(invocation, readCall(event)))));
}

describe('a call that the agent cannot take', () => {
  test('goes back to its flow, which is told so', () => {
    const response = given({ FlowEvent: 'return', flowSid: FLOW_SID, engagement: '2' });
    expect(verbs(response)).toEqual(['Redirect']);
    expect(element(response, 'Redirect').text).toBe(
      `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${FLOW_SID}?FlowEvent=return&engagement=2&outcome=failed`,
    );
    expect(written.find('returned-to-flow')).toMatchObject({ engagement: 2, outcome: 'failed' });
  });

  test.each([{}, { FlowEvent: 'return' }, { FlowEvent: 'return', flowSid: 'FW1' }])(
    'goes to the fallback chain where no flow can have it back: %j',
    (event) => {
      expect(element(given(event), 'Identity').text).toBe('b');
    },
  );
});
