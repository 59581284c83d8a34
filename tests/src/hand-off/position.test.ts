import { readPosition } from '../../../src/hand-off/position';
import { CALL, CALL_SID } from '../../support/runtime';

const position = (event: Record<string, unknown>) => readPosition({ ...CALL, ...event });

describe('the position in a chain', () => {
  test('is what our own URL says', () => {
    const event = {
      chain: '+15551234567 voicemail',
      step: '1',
      outcome: 'system',
      engagement: '2',
    };
    expect(position(event)).toMatchObject({
      call: { callSid: CALL_SID, engagement: 2 },
      chain: [{ kind: 'number' }, { kind: 'voicemail' }],
      step: 1,
      outcome: 'system',
    });
  });

  test('is an empty chain of a failed call where the URL says nothing', () => {
    expect(position({})).toMatchObject({ chain: [], step: 0, outcome: 'failed' });
  });

  test.each(['-1', '1.5', 'x', '1000', ['1', '2'], ''])('is at its first step for %j', (step) => {
    expect(position({ step }).step).toBe(0);
  });

  test.each(['toString', 'AGENT', '', ['agent']])('is of a failed call for %j', (outcome) => {
    expect(position({ outcome }).outcome).toBe('failed');
  });

  test('is an empty chain where the URL was mangled', () => {
    expect(position({ chain: ['client:a', 'client:b'] }).chain).toEqual([]);
    expect(position({ chain: 'x y \u0000' }).chain).toEqual([]);
  });

  test('is an empty chain where it is longer than any of ours', () => {
    expect(position({ chain: 'client:a '.repeat(1_000) }).chain).toEqual([]);
  });
});
