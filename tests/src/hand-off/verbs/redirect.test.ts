import { handedOff, learned } from '../../../support/hand-off';
import { ACCOUNT_SID, CALL_SID, FLOW_SID } from '../../../support/runtime';
import { element, verbs } from '../../../support/twiml';

describe('a Redirect', () => {
  test('to a flow begins it anew, with the context in its query', () => {
    const context = learned({ next_action: 'a b' });
    const { response } = handedOff({ chain: FLOW_SID, context });
    expect(verbs(response)).toEqual(['Redirect']);
    expect(element(response, 'Redirect').text).toBe(
      `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${FLOW_SID}` +
        `?context_outcome=agent&context_conversationId=${CALL_SID}&context_next_action=a%20b`,
    );
  });

  test('to a URL keeps what the URL has', () => {
    const { response, leftOut } = handedOff({
      chain: 'https://example.com/twiml?a=b#rc=2',
      context: learned({ big: 'x'.repeat(2_000) }),
    });
    expect(element(response, 'Redirect').text).toBe(
      `https://example.com/twiml?a=b&context_outcome=agent&context_conversationId=${CALL_SID}#rc=2`,
    );
    expect(leftOut).toEqual(['big']);
  });
});
