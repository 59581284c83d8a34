import fc from 'fast-check';
import {
  answerState,
  readStateCall,
  refuse,
  refuseRequest,
} from '../../../src/agents/call-transfer-state';
import type { CallTransfer } from '../../../src/asapp/call-transfer';
import { CircuitOpenError, StatusError } from '../../../src/http/errors';
import { answerOf, CALL_SID, jsonOf } from '../../support/runtime';

const KEYS = [
  'callTransferStatus',
  'currentTaskName',
  'omitted',
  'outcome',
  'referenceVariables',
  'transferType',
  'transferVariables',
];

const TRANSFER: CallTransfer = {
  status: 'COMPLETED',
  transferType: 'SYSTEM',
  currentTaskName: 'refunds',
  referenceVariables: { a: 1 },
  transferVariables: { b: [null] },
};

/** What Studio sees, whose every answer must have the same keys and fewer than 64 kB. */
function state(transfer?: CallTransfer) {
  const answer = answerOf(answerState({ outcome: 'system', transfer }));
  expect(answer.status).toBe(200);
  expect(Buffer.byteLength(String(answer.body))).toBeLessThan(64_000);
  const json = jsonOf(answer);
  expect(Object.keys(json).sort()).toEqual(KEYS);
  return json;
}

describe('the call that a widget asks about', () => {
  test.each([
    [{ CallSid: CALL_SID }, CALL_SID, 1],
    [{ CallSid: CALL_SID, engagement: '2' }, CALL_SID, 2],
    [{ callTransferId: CALL_SID }, CALL_SID, 1],
    [{ callTransferId: `${CALL_SID}-2` }, CALL_SID, 2],
    [{ callTransferId: `${CALL_SID}-2`, CallSid: 'x', engagement: '7' }, CALL_SID, 2],
    [{ callTransferId: 'x', CallSid: CALL_SID, engagement: '3' }, CALL_SID, 3],
    [{ callTransferId: `${CALL_SID}-2/../x` }, undefined, 1],
    [{ CallSid: '+15550001111' }, undefined, 1],
    [{}, undefined, 1],
  ])('with %j is %p in engagement %d', (event, callSid, engagement) => {
    expect(readStateCall(event)).toMatchObject({ callSid, engagement });
  });
});

describe('the state of a call transfer', () => {
  test('is all that ASAPP told', () => {
    expect(state(TRANSFER)).toEqual({
      outcome: 'system',
      callTransferStatus: 'COMPLETED',
      transferType: 'SYSTEM',
      currentTaskName: 'refunds',
      referenceVariables: { a: 1 },
      transferVariables: { b: [null] },
      omitted: null,
    });
  });

  test('is null where ASAPP told nothing, since Studio merges what it gets', () => {
    const { outcome, ...rest } = state();
    expect(outcome).toBe('system');
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });

  test('omits the conversation’s variables where it would be too large, and names them', () => {
    const referenceVariables = { a: 'é'.repeat(40_000) };
    expect(state({ ...TRANSFER, referenceVariables })).toMatchObject({
      referenceVariables: null,
      transferVariables: { b: [null] },
      omitted: ['referenceVariables'],
    });
  });

  test('omits the transfer’s variables too where it must', () => {
    const big = { a: 'x'.repeat(70_000) };
    const transfer = { ...TRANSFER, referenceVariables: big, transferVariables: big };
    expect(state(transfer)).toMatchObject({
      currentTaskName: 'refunds',
      omitted: ['referenceVariables', 'transferVariables'],
    });
  });

  test('never becomes too large, whatever is large', () => {
    const long = 'x'.repeat(70_000);
    expect(state({ ...TRANSFER, currentTaskName: long })).toMatchObject({
      outcome: 'system',
      currentTaskName: null,
    });
    const all = { status: long, transferType: long, currentTaskName: long };
    expect(state({ ...TRANSFER, ...all })).toMatchObject({ outcome: 'system' });
  });

  test('holds any variables', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (variables) => {
        expect(state({ ...TRANSFER, transferVariables: variables }).transferVariables).toEqual(
          JSON.parse(JSON.stringify(variables)),
        );
      }),
    );
  });
});

describe('a refusal', () => {
  test('says what is wrong in the shape that a widget takes as fail', () => {
    const answer = answerOf(refuse(400, 'bad-call-sid', 'CallSid is missing'));
    expect(answer.status).toBe(400);
    expect(jsonOf(answer)).toEqual({
      error: { code: 'bad-call-sid', message: 'CallSid is missing', requestId: null },
    });
  });

  test.each([
    [{ status: 503, code: '503-01', requestId: 'r-1' }, '503-01', 'r-1'],
    [{ status: 500 }, 'StatusError', null],
  ])('of a failed request %j has the code %s and the id %p', (facts, code, requestId) => {
    const error = new StatusError({ api: 'ASAPP', method: 'GET', path: '/x', ...facts });
    const answer = answerOf(refuseRequest(error));
    expect(answer.status).toBe(502);
    expect(jsonOf(answer)).toEqual({
      error: { code, message: expect.stringContaining('ASAPP GET /x'), requestId },
    });
  });

  test('of a request that was not made says so', () => {
    const error = new CircuitOpenError({ api: 'ASAPP', method: 'GET', path: '/x' });
    expect(jsonOf(answerOf(refuseRequest(error)))).toMatchObject({
      error: { code: 'circuit-open', requestId: null },
    });
  });

  test('is none of a problem of our own', () => {
    const problem = new TypeError('ours');
    expect(() => refuseRequest(problem)).toThrow(problem);
  });
});
