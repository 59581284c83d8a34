import fc from 'fast-check';
import { CircuitOpenError, StatusError } from '../../../src/http/errors';
import { answerState, refuse, refuseFailure } from '../../../src/voice/call-transfer-state';
import type { Availability } from '../../../src/voice/opening-hours';
import type { Conclusion } from '../../../src/voice/outcome';
import { anyCharacters } from '../../support/arbitrary';
import { runs } from '../../support/cases';
import { learned } from '../../support/hand-off';
import { answerOf, jsonOf } from '../../support/runtime';

const KEYS = [
  'callTransferStatus',
  'currentTaskName',
  'isOpen',
  'omitted',
  'opensAt',
  'outcome',
  'referenceVariables',
  'summary',
  'transferType',
  'transferVariables',
];

const RECORD = { status: 'COMPLETED', transferType: 'SYSTEM' };

/** What Studio gets. Every answer must have the same keys and fewer than 64 kB. */
function state(conclusion: Omit<Conclusion, 'outcome'>, availability?: Availability) {
  const answer = answerOf(answerState({ outcome: 'system', ...conclusion }, availability));
  expect(answer.status).toBe(200);
  expect(Buffer.byteLength(String(answer.body))).toBeLessThan(64_000);
  const json = jsonOf(answer);
  expect(Object.keys(json).sort()).toEqual(KEYS);
  return json;
}

describe('the state of a call transfer', () => {
  test('is everything that ASAPP told', () => {
    const context = learned({ b: [null] }, { taskName: 'refunds', referenceVariables: { a: 1 } });
    expect(state({ context, record: RECORD })).toEqual({
      outcome: 'system',
      callTransferStatus: 'COMPLETED',
      transferType: 'SYSTEM',
      currentTaskName: 'refunds',
      referenceVariables: { a: 1 },
      transferVariables: { b: [null] },
      isOpen: null,
      opensAt: null,
      summary: null,
      omitted: null,
    });
  });

  test('has the summary, which is not among the variables', () => {
    const context = learned({ b: 1 }, { summary: 'They want a refund.' });
    expect(state({ context })).toMatchObject({
      summary: 'They want a refund.',
      transferVariables: { b: 1 },
    });
  });

  test('says whether people are there, and when they are there again', () => {
    const opensAt = '2026-11-23T08:00:00-05:00';
    expect(state({ context: learned() }, { isOpen: false, opensAt })).toMatchObject({
      isOpen: false,
      opensAt,
    });
    const open = { isOpen: true, opensAt: undefined };
    expect(state({ context: learned() }, open)).toMatchObject({ isOpen: true, opensAt: null });
  });

  test('is null wherever there is nothing, since Studio merges answers', () => {
    const { outcome, ...rest } = state({ context: learned() });
    expect(outcome).toBe('system');
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });

  test('omits reference variables that would make it too large, and names them', () => {
    const context = learned({ b: [null] }, { referenceVariables: { a: 'é'.repeat(40_000) } });
    expect(state({ context, record: RECORD })).toMatchObject({
      referenceVariables: null,
      transferVariables: { b: [null] },
      omitted: ['referenceVariables'],
    });
  });

  test('omits transfer variables too if it must', () => {
    const big = { a: 'x'.repeat(70_000) };
    const context = learned(big, { taskName: 'refunds', referenceVariables: big });
    expect(state({ context, record: RECORD })).toMatchObject({
      currentTaskName: 'refunds',
      omitted: ['referenceVariables', 'transferVariables'],
    });
  });

  test('holds any variables', () => {
    fc.assert(
      fc.property(fc.dictionary(anyCharacters(), fc.jsonValue()), (variables) => {
        const expected = Object.keys(variables).length > 0 ? variables : null;
        expect(state({ context: learned(variables) }).transferVariables).toEqual(
          JSON.parse(JSON.stringify(expected)),
        );
      }),
      { numRuns: runs(100) },
    );
  });
});

describe('a refusal', () => {
  test('says what is wrong in the form that makes a widget take its fail transition', () => {
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
    const answer = answerOf(refuseFailure(error));
    expect(answer.status).toBe(502);
    expect(jsonOf(answer)).toEqual({
      error: { code, message: expect.stringContaining('ASAPP GET /x'), requestId },
    });
  });

  test('of a request that was never sent has the code circuit-open', () => {
    const error = new CircuitOpenError({ api: 'ASAPP', method: 'GET', path: '/x' });
    expect(jsonOf(answerOf(refuseFailure(error)))).toMatchObject({
      error: { code: 'circuit-open', requestId: null },
    });
  });

  test('of a function that failed says nothing about why', () => {
    for (const error of [undefined, new TypeError('mark-of-a-value')]) {
      const answer = answerOf(refuseFailure(error));
      expect(answer.status).toBe(502);
      expect(jsonOf(answer)).toMatchObject({ error: { code: 'internal', requestId: null } });
      expect(answer.body).not.toContain('mark-of-a-value');
    }
  });
});
