import { createLog } from '../../../src/runtime/log';
import { readCall } from '../../../src/voice/call';
import {
  flowReturnUrl,
  readReturn,
  readStudioWebhook,
  warnIfFlowIsUnknown,
} from '../../../src/voice/studio';
import { captureConsole } from '../../support/console';
import { ACCOUNT_SID, CALL, FLOW_SID } from '../../support/runtime';

const read = (event: Record<string, unknown>) => readReturn(event, readCall(event));

describe('a call that returns', () => {
  test('goes to the action URL if no flow is named', () => {
    expect(read(CALL)).toEqual({ kind: 'direct' });
  });

  test('goes to its flow', () => {
    expect(read({ ...CALL, FlowEvent: 'return', flowSid: FLOW_SID })).toEqual({
      kind: 'flow',
      accountSid: ACCOUNT_SID,
      flowSid: FLOW_SID,
    });
  });

  test('is the action of the Connect if a flow does not pass its SID', () => {
    expect(read({ ...CALL, FlowEvent: 'return' })).toEqual({ kind: 'direct' });
  });

  test.each(['', 'FW1', '{{flow.flow_sid}}', `${FLOW_SID}/../x`, [FLOW_SID, FLOW_SID]])(
    'goes to the action URL if the flowSid is %p, since it must return somewhere',
    (flowSid) => {
      expect(read({ ...CALL, FlowEvent: 'return', flowSid })).toEqual({ kind: 'direct' });
    },
  );

  test('goes to the action URL if the account is unknown', () => {
    expect(read({ ...CALL, AccountSid: '', flowSid: FLOW_SID })).toEqual({ kind: 'direct' });
  });
});

describe('the return URL of a flow', () => {
  test('carries variables for the widget', () => {
    const flow = { kind: 'flow', accountSid: ACCOUNT_SID, flowSid: FLOW_SID } as const;
    expect(flowReturnUrl(flow, {}, { engagement: 1, outcome: 'failed' })).toBe(
      `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${FLOW_SID}?FlowEvent=return&engagement=1&outcome=failed`,
    );
  });
});

describe('STUDIO_WEBHOOK_URL', () => {
  const flow = { kind: 'flow', accountSid: ACCOUNT_SID, flowSid: FLOW_SID } as const;
  const other = `FW${'9'.repeat(32)}`;

  test('says on which host flows take their calls back', () => {
    const STUDIO_WEBHOOK_URL = `https://webhooks.somewhere.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${other}`;
    expect(flowReturnUrl(flow, { STUDIO_WEBHOOK_URL }, {})).toBe(
      `https://webhooks.somewhere.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${FLOW_SID}?FlowEvent=return`,
    );
  });

  test.each([
    `https://webhooks.twilio.com.example.com/v1/Accounts/AC1/Flows/${other}`,
    `https://example.com/.twilio.com/Flows/${other}`,
    `http://webhooks.twilio.com/v1/Accounts/AC1/Flows/${other}`,
    `https://webhooks.twilio.com/v1/Accounts/AC1/Flows/${other}?FlowEvent=return`,
    'https://webhooks.twilio.com/v1/Accounts/AC1/Flows/FW1',
  ])('is reported and has no effect if it is %s', (STUDIO_WEBHOOK_URL) => {
    expect(readStudioWebhook({ STUDIO_WEBHOOK_URL })).toEqual({
      value: undefined,
      problems: [expect.stringMatching(/^STUDIO_WEBHOOK_URL must be the webhook URL of a Studio/)],
    });
    expect(flowReturnUrl(flow, { STUDIO_WEBHOOK_URL }, {})).toMatch(
      /^https:\/\/webhooks\.twilio\.com\//,
    );
  });
});

describe('a flow that cannot get its calls back', () => {
  const written = captureConsole();

  test('is reported once per process, with what to pass', () => {
    const warn = (event: Record<string, unknown>) =>
      warnIfFlowIsUnknown(event, read(event), createLog({}));
    warn(CALL);
    warn({ ...CALL, FlowEvent: 'return', flowSid: FLOW_SID });
    expect(written.text()).toBe('');
    warn({ ...CALL, FlowEvent: 'return' });
    warn({ ...CALL, FlowEvent: 'return' });
    expect(written.lines()).toEqual([
      {
        level: 'warn',
        event: 'flow-cannot-get-call-back',
        problems: [expect.stringContaining('flowSid={{flow.flow_sid}}')],
      },
    ]);
  });
});
