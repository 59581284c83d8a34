import { callTransferId, generativeAgent, outcomeOf } from '../../../src/agents/generative-agent';
import type { AsappConfig } from '../../../src/asapp/config';
import { StatusError } from '../../../src/http/errors';
import { readStreamParameters } from '../../../src/voice/stream-parameters';
import { decided, STREAMING_URL, startAsapp } from '../../support/asapp';
import { forEachTest } from '../../support/for-each-test';
import { identifiedCall, learned } from '../../support/hand-off';
import { hang, inTurn, sendJson } from '../../support/http-server';
import { CALL, CALL_SID } from '../../support/runtime';
import { hurry, useTestClock } from '../../support/time';

const ONGOING = sendJson(200, { status: 'ONGOING' });
const MISSING = sendJson(404, { error: { requestId: 'r-1', message: '', code: '404-01' } });

const asapp = forEachTest(startAsapp);
useTestClock();

const agent = () => generativeAgent(asapp.config);

function conclude(event: Record<string, unknown> = CALL, deadline = new AbortController().signal) {
  return hurry(agent().conclude(identifiedCall(event), deadline));
}

describe('the end of an engagement with GenerativeAgent', () => {
  test('is what the call transfer says, with everything it knows', async () => {
    asapp.callTransfer = decided('AGENT', { currentTaskName: 'refunds' });
    expect(await conclude()).toEqual({
      outcome: 'agent',
      context: learned({}, { taskName: 'refunds' }),
      record: expect.objectContaining({ status: 'COMPLETED', transferType: 'AGENT' }),
    });
  });

  test('is looked up by the transfer ID of the engagement', async () => {
    await conclude();
    await conclude({ ...CALL, engagement: '2' });
    expect(asapp.requests.map(({ url }) => url?.split('/').at(-1))).toEqual([
      CALL_SID,
      `${CALL_SID}-2`,
    ]);
  });

  test('needs no request if Twilio says that the caller has hung up', async () => {
    expect(await conclude({ ...CALL, CallStatus: 'completed' })).toEqual({
      outcome: 'caller-hung-up',
      context: learned(),
    });
    expect(asapp.requests).toEqual([]);
  });

  test.each([
    ['in-progress', 'interrupted'],
    [undefined, 'interrupted'],
    ['ringing', 'caller-hung-up'],
  ])('after CALLER_DISCONNECT and with CallStatus %s is %s', async (CallStatus, expected) => {
    asapp.callTransfer = decided('CALLER_DISCONNECT');
    expect((await conclude({ ...CALL, CallStatus })).outcome).toBe(expected);
  });

  test('is read again if the record is late', async () => {
    asapp.callTransfer = inTurn(ONGOING, sendJson(200, { status: 'active' }), decided('SYSTEM'));
    expect((await conclude()).outcome).toBe('system');
    expect(asapp.requests).toHaveLength(3);
  });

  test('is an interruption if the record stays unfinished for 2 s', async () => {
    asapp.callTransfer = ONGOING;
    const startedAt = Date.now();
    expect((await conclude()).outcome).toBe('interrupted');
    expect(asapp.requests.length).toBeGreaterThanOrEqual(4);
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });

  test('is an interruption if a later reading takes longer than the 2 s', async () => {
    asapp.callTransfer = inTurn(ONGOING, hang);
    const startedAt = Date.now();
    expect(await conclude()).toMatchObject({ outcome: 'interrupted' });
    expect(asapp.requests).toHaveLength(2);
    expect(Date.now() - startedAt).toBeLessThan(2_100); // on the test's own clock
  });

  test('is what was last read if a later reading fails', async () => {
    asapp.callTransfer = inTurn(ONGOING, sendJson(503, {}));
    expect((await conclude()).outcome).toBe('interrupted');
  });

  test('is read again, four times, if there is no record yet', async () => {
    asapp.callTransfer = inTurn(MISSING, MISSING, ONGOING, MISSING, decided('AGENT'));
    expect((await conclude()).outcome).toBe('agent');
  });

  test('has failed if there is no record within 2 s', async () => {
    asapp.callTransfer = MISSING;
    const startedAt = Date.now();
    expect(await conclude()).toEqual({ outcome: 'failed', context: learned() });
    expect(asapp.requests.length).toBeGreaterThanOrEqual(4);
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });

  test('throws if the first reading fails', async () => {
    asapp.callTransfer = sendJson(401, {});
    await expect(conclude()).rejects.toThrow(StatusError);
  });

  test('does not open the circuit if many calls are interrupted at once', async () => {
    const CALLS = 8;
    const READINGS = 4; // the fifth begins 400 ms before the 2 s are over, and is cut off
    asapp.callTransfer = inTurn(...Array.from({ length: CALLS * READINGS }, () => ONGOING), hang);
    const conclusions = await Promise.all(Array.from({ length: CALLS }, () => conclude()));
    expect(conclusions.map(({ outcome }) => outcome)).toEqual(Array(CALLS).fill('interrupted'));
    expect(asapp.requests).toHaveLength(CALLS * (READINGS + 1));
    asapp.callTransfer = decided('AGENT');
    expect((await conclude()).outcome).toBe('agent');
  });
});

const connect = (
  event: Record<string, unknown>,
  config: AsappConfig = asapp.config,
  greetingMilliseconds = 0,
) =>
  generativeAgent(config).connect(
    {
      call: identifiedCall(event),
      parameters: readStreamParameters(event, []),
      greetingMilliseconds,
    },
    new AbortController().signal,
  );

describe('the stream to GenerativeAgent', () => {
  test('has a new URL if the kept one would expire during the greeting', async () => {
    await hurry(connect(CALL));
    jest.setSystemTime(Date.now() + 230_000);
    await hurry(connect(CALL));
    expect(asapp.requests).toHaveLength(1);
    await hurry(connect(CALL, asapp.config, 70_000));
    expect(asapp.requests).toHaveLength(2);
  });

  test('carries both IDs, then the parameters of the call', async () => {
    const { url, parameters, leftOut } = await connect({ ...CALL, plan: 'gold' });
    expect(url).toBe(STREAMING_URL);
    expect(Object.entries(parameters)).toEqual([
      ['asapp_callTransferId', CALL_SID],
      ['asapp_externalConversationId', CALL_SID],
      ['plan', 'gold'],
    ]);
    expect(leftOut).toEqual([]);
  });

  test('has a new transfer of the same conversation for each engagement', async () => {
    expect((await connect({ ...CALL, engagement: '2' })).parameters).toEqual({
      asapp_callTransferId: `${CALL_SID}-2`,
      asapp_externalConversationId: CALL_SID,
    });
  });

  test.each([
    [undefined, undefined, null],
    ['s2s', undefined, 's2s'],
    ['cascade', 's2s', 'cascade'],
    [undefined, 's2s', 's2s'],
    ['turbo', 's2s', 's2s'],
    ['turbo', undefined, null],
  ] as const)(
    'with voiceAgentMode %p on the URL and %p configured has the mode %p',
    async (voiceAgentMode, configured, expected) => {
      const config = { ...asapp.config, voiceAgentMode: configured };
      const { leftOut } = await connect({ ...CALL, voiceAgentMode }, config);
      const requested = new URL(asapp.requests[0]?.url ?? '', asapp.config.origin);
      expect(requested.searchParams.get('voiceAgentMode')).toBe(expected);
      expect(leftOut).toEqual(voiceAgentMode === 'turbo' ? ['voiceAgentMode'] : []);
    },
  );
});

test('the ID of a call transfer is the CallSid at first, and a new one for each further engagement', () => {
  const ids = ['1', '2', '3'].map((engagement) => callTransferId(identifiedCall({ engagement })));
  expect(ids).toEqual([CALL_SID, `${CALL_SID}-2`, `${CALL_SID}-3`]);
});

describe('a look back at an engagement with GenerativeAgent', () => {
  const review = () => {
    const ended = identifiedCall({ ...CALL, CallStatus: 'completed' });
    return hurry(agent().review(ended, new AbortController().signal));
  };

  test('takes one request, even if the record is unfinished', async () => {
    asapp.callTransfer = ONGOING;
    expect(await review()).toBe('interrupted');
    expect(asapp.requests).toHaveLength(1);
  });

  test('says that a caller whom the agent lost has hung up', async () => {
    asapp.callTransfer = decided('CALLER_DISCONNECT');
    expect(await review()).toBe('caller-hung-up');
  });

  test('finds nothing if the call never reached the agent', async () => {
    asapp.callTransfer = MISSING;
    expect(await review()).toBeUndefined();
    expect(asapp.requests).toHaveLength(1);
  });
});

describe('the outcome of a call transfer', () => {
  test.each([
    ['COMPLETED', 'AGENT', 'agent', 'agent'],
    ['COMPLETED', 'SYSTEM', 'system', 'system'],
    ['COMPLETED', undefined, 'completed', 'completed'],
    ['COMPLETED', 'ROBOT', 'failed', 'failed'],
    ['COMPLETED', 'CALLER_DISCONNECT', 'interrupted', 'caller-hung-up'],
    ['ACTIVE', undefined, 'interrupted', 'interrupted'],
    ['ONGOING', undefined, 'interrupted', 'interrupted'],
    ['ONGOING', 'AGENT', 'interrupted', 'interrupted'],
    ['EXPIRED', undefined, 'failed', 'failed'],
    ['EXPIRED', 'AGENT', 'failed', 'failed'],
    ['PAUSED', 'AGENT', 'failed', 'failed'],
  ])('%s with %s is %s while the caller is there, else %s', (status, transferType, up, down) => {
    const transfer = {
      status,
      transferType,
      currentTaskName: undefined,
      referenceVariables: undefined,
      transferVariables: undefined,
    };
    expect(outcomeOf(transfer, true)).toBe(up);
    expect(outcomeOf(transfer, false)).toBe(down);
  });
});
