import { hasCallSid } from '../../../../src/agents/agent';
import { generativeAgentConcluder } from '../../../../src/agents/generative-agent/conclude';
import { StatusError } from '../../../../src/http/errors';
import { readCall } from '../../../../src/voice/call';
import { decided, startAsapp, type TestAsapp } from '../../../support/asapp';
import { hang, inTurn, sendJson } from '../../../support/http-server';
import { CALL, CALL_SID } from '../../../support/runtime';
import { giveTimeBack, hurry, takeTime } from '../../../support/time';

const ONGOING = sendJson(200, { status: 'ONGOING' });
const MISSING = sendJson(404, { error: { requestId: 'r-1', message: '', code: '404-01' } });

let asapp: TestAsapp;
beforeEach(async () => {
  takeTime();
  asapp = await startAsapp();
});
afterEach(async () => {
  giveTimeBack();
  await asapp.close();
});

async function conclude(
  event: Record<string, unknown> = CALL,
  deadline = new AbortController().signal,
) {
  const call = readCall(event);
  if (!hasCallSid(call)) throw new Error('the call needs a SID');
  return hurry(generativeAgentConcluder(asapp.config)(call, deadline));
}

describe('the end of an engagement with GenerativeAgent', () => {
  test('is what the call transfer says, with all that it knows', async () => {
    asapp.callTransfer = decided('AGENT', { currentTaskName: 'refunds' });
    expect(await conclude()).toEqual({
      outcome: 'agent',
      transfer: {
        status: 'COMPLETED',
        transferType: 'AGENT',
        currentTaskName: 'refunds',
        referenceVariables: undefined,
        transferVariables: undefined,
      },
    });
  });

  test('is looked up under the id of the engagement', async () => {
    await conclude();
    await conclude({ ...CALL, engagement: '2' });
    expect(asapp.requests.map(({ url }) => url?.split('/').at(-1))).toEqual([
      CALL_SID,
      `${CALL_SID}-2`,
    ]);
  });

  test('is no question where Twilio says that the caller has hung up', async () => {
    expect(await conclude({ ...CALL, CallStatus: 'completed' })).toEqual({
      outcome: 'caller-hung-up',
    });
    expect(asapp.requests).toEqual([]);
  });

  test.each([
    ['in-progress', 'interrupted'],
    [undefined, 'interrupted'],
    ['ringing', 'caller-hung-up'],
  ])(
    'with a caller whom ASAPP has lost and Twilio calls %s is %s',
    async (CallStatus, expected) => {
      asapp.callTransfer = decided('CALLER_DISCONNECT');
      expect((await conclude({ ...CALL, CallStatus })).outcome).toBe(expected);
    },
  );

  test('is read again where the record is late', async () => {
    asapp.callTransfer = inTurn(ONGOING, sendJson(200, { status: 'active' }), decided('SYSTEM'));
    expect((await conclude()).outcome).toBe('system');
    expect(asapp.requests).toHaveLength(3);
  });

  test('is an interruption where the record stays unfinished for 2 s', async () => {
    asapp.callTransfer = ONGOING;
    const startedAt = Date.now();
    expect((await conclude()).outcome).toBe('interrupted');
    expect(asapp.requests).toHaveLength(6);
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });

  test('is an interruption where a later reading does not end within the 2 s', async () => {
    asapp.callTransfer = inTurn(ONGOING, hang);
    const startedAt = Date.now();
    expect(await conclude()).toMatchObject({ outcome: 'interrupted' });
    expect(asapp.requests).toHaveLength(2);
    expect(Date.now() - startedAt).toBeLessThan(2_100); // on the test's own clock
  });

  test('is what was last known where a later reading fails', async () => {
    asapp.callTransfer = inTurn(ONGOING, sendJson(503, {}));
    expect((await conclude()).outcome).toBe('interrupted');
  });

  test('is read once more where there is no record yet', async () => {
    asapp.callTransfer = inTurn(MISSING, decided('AGENT'));
    expect((await conclude()).outcome).toBe('agent');
  });

  test('has failed where there is no record at all', async () => {
    asapp.callTransfer = MISSING;
    expect(await conclude()).toEqual({ outcome: 'failed' });
    expect(asapp.requests).toHaveLength(2);
  });

  test('is out of reach where the first reading fails', async () => {
    asapp.callTransfer = sendJson(401, {});
    await expect(conclude()).rejects.toThrow(StatusError);
  });

  test('does not make ASAPP look down when many calls are interrupted at once', async () => {
    const CALLS = 8;
    const READINGS = 5; // the sixth begins 100 ms before the 2 s are over, and is cut off
    asapp.callTransfer = inTurn(...Array.from({ length: CALLS * READINGS }, () => ONGOING), hang);
    const conclusions = await Promise.all(Array.from({ length: CALLS }, () => conclude()));
    expect(conclusions.map(({ outcome }) => outcome)).toEqual(Array(CALLS).fill('interrupted'));
    expect(asapp.requests).toHaveLength(CALLS * (READINGS + 1));
    asapp.callTransfer = decided('AGENT');
    expect((await conclude()).outcome).toBe('agent');
  });
});
