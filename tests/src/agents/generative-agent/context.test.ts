import { readContext } from '../../../../src/agents/generative-agent/context';
import { createLog } from '../../../../src/runtime/log';
import { readCall } from '../../../../src/voice/call';
import { decided, startAsapp, type TestAsapp } from '../../../support/asapp';
import { captureConsole } from '../../../support/console';
import { hang, sendJson } from '../../../support/http-server';
import { CALL, CALL_SID } from '../../../support/runtime';

let asapp: TestAsapp;
const written = captureConsole();
beforeEach(async () => {
  asapp = await startAsapp();
  asapp.callTransfer = decided('AGENT', {
    currentTaskName: 'refunds',
    transferVariables: { next_action: 'marked-value' },
  });
});
afterEach(() => asapp.close());

function read(
  event: Record<string, unknown> = CALL,
  environment: Record<string, string> = asapp.environment,
  deadline = new AbortController().signal,
) {
  return readContext({ environment, log: createLog({}), deadline }, readCall(event));
}

const NOTHING = { taskName: undefined, transferVariables: {}, referenceVariables: {} };

describe('the context of a hand-off', () => {
  test('is read again from ASAPP, for the engagement of the call', async () => {
    expect(await read({ ...CALL, engagement: '2' })).toEqual({
      conversationId: CALL_SID,
      taskName: 'refunds',
      transferVariables: { next_action: 'marked-value' },
      referenceVariables: {},
    });
    expect(asapp.requests[0]?.url).toContain(`${CALL_SID}-2`);
    expect(written.text()).toBe('');
  });

  test('is empty where ASAPP refuses, and the log says so', async () => {
    asapp.callTransfer = sendJson(404, { error: { requestId: 'r-1', code: '404-01' } });
    expect(await read()).toEqual({ conversationId: CALL_SID, ...NOTHING });
    expect(written.lines()).toEqual([
      { level: 'warn', event: 'context-unknown', status: 404, code: '404-01', requestId: 'r-1' },
    ]);
  });

  test('is empty where ASAPP does not answer in time', async () => {
    asapp.callTransfer = hang;
    const deadline = new AbortController();
    const context = read(CALL, asapp.environment, deadline.signal);
    await asapp.received(1);
    deadline.abort();
    expect(await context).toMatchObject(NOTHING);
    expect(written.find('context-unknown')).toMatchObject({ code: 'timeout' });
  });

  test('is empty, without a question, where ASAPP is not configured or has not had the call', async () => {
    expect(await read(CALL, {})).toEqual({ conversationId: CALL_SID, ...NOTHING });
    expect(await read({ ...CALL, CallSid: 'x' })).toEqual({
      conversationId: undefined,
      ...NOTHING,
    });
    expect(await read({ ...CALL, voiceAgent: 'clerk' })).toMatchObject(NOTHING);
    expect(asapp.requests).toEqual([]);
  });
});
