import { createLog } from '../../../src/runtime/log';
import { readCall } from '../../../src/voice/call';
import { flowReturnUrl, readReturn, warnMissingFlowSid } from '../../../src/voice/studio';
import { captureConsole } from '../../support/console';
import { ACCOUNT_SID, CALL, FLOW_SID } from '../../support/runtime';

const read = (event: Record<string, unknown>) => readReturn(event, readCall(event));

describe('the way back of a call', () => {
  test('is the action of the Connect where no flow is named', () => {
    expect(read(CALL)).toEqual({ kind: 'direct' });
  });

  test('is its flow', () => {
    expect(read({ ...CALL, FlowEvent: 'return', flowSid: FLOW_SID })).toEqual({
      kind: 'flow',
      accountSid: ACCOUNT_SID,
      flowSid: FLOW_SID,
    });
  });

  test('is missing where a flow does not say which it is', () => {
    expect(read({ ...CALL, FlowEvent: 'return' })).toEqual({ kind: 'missing-flow-sid' });
  });

  test.each(['', 'FW1', '{{flow.flow_sid}}', `${FLOW_SID}/../x`, [FLOW_SID, FLOW_SID]])(
    'is the action of the Connect where the flow is %p: the call must get back somehow',
    (flowSid) => {
      expect(read({ ...CALL, FlowEvent: 'return', flowSid })).toEqual({ kind: 'direct' });
    },
  );

  test('is the action of the Connect where the account is not known', () => {
    expect(read({ ...CALL, AccountSid: '', flowSid: FLOW_SID })).toEqual({ kind: 'direct' });
  });
});

describe('the URL of a waiting flow', () => {
  test('returns the call, and carries variables for the widget', () => {
    const flow = { kind: 'flow', accountSid: ACCOUNT_SID, flowSid: FLOW_SID } as const;
    expect(flowReturnUrl(flow, { engagement: 1, outcome: 'failed' })).toBe(
      `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${FLOW_SID}?FlowEvent=return&engagement=1&outcome=failed`,
    );
  });
});

describe('a flow that cannot get its calls back', () => {
  const written = captureConsole();

  test('is told once per process what is missing', () => {
    warnMissingFlowSid(createLog({}));
    warnMissingFlowSid(createLog({}));
    expect(written.lines()).toEqual([
      {
        level: 'warn',
        event: 'flow-cannot-get-call-back',
        problems: [expect.stringContaining('flowSid={{flow.flow_sid}}')],
      },
    ]);
  });
});
