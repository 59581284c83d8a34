import { asText, contextEntries, selectFitting } from '../../../../src/hand-off/context/entries';
import { learned } from '../../../support/hand-off';
import { CALL_SID } from '../../../support/runtime';

describe('the context entries of a call', () => {
  test('begin with what matters most', () => {
    const context = learned(
      { next_action: 'refund' },
      { taskName: 'refunds', referenceVariables: { name: 'Ann' } },
    );
    expect(contextEntries({ outcome: 'agent', context })).toEqual([
      { name: 'outcome', value: 'agent' },
      { name: 'conversationId', value: CALL_SID },
      { name: 'taskName', value: 'refunds' },
      { name: 'next_action', value: 'refund' },
      { name: 'name', value: 'Ann' },
    ]);
  });

  test('have no name twice: a transfer variable wins over a reference variable, and our own entry over both', () => {
    const context = learned(
      { priority: 'high', outcome: 'x' },
      { referenceVariables: { priority: 'low', taskName: 'x' }, taskName: 'refunds' },
    );
    expect(contextEntries({ outcome: 'agent', context })).toEqual([
      { name: 'outcome', value: 'agent' },
      { name: 'conversationId', value: CALL_SID },
      { name: 'taskName', value: 'refunds' },
      { name: 'priority', value: 'high' },
    ]);
  });

  test('end with the summary, whatever else has that name', () => {
    const context = learned(
      { summary: 'x' },
      { referenceVariables: { a: 1 }, summary: 'In short.' },
    );
    expect(contextEntries({ outcome: 'agent', context }).slice(2)).toEqual([
      { name: 'a', value: '1' },
      { name: 'summary', value: 'In short.' },
    ]);
    const own = learned({ summary: 'x' });
    expect(contextEntries({ outcome: 'agent', context: own }).at(-1)?.value).toBe('x');
  });

  test('leave out what has no value', () => {
    const context = learned({ a: null, b: '', c: undefined, d: false, e: 0 });
    expect(contextEntries({ outcome: 'agent', context }).slice(2)).toEqual([
      { name: 'd', value: 'false' },
      { name: 'e', value: '0' },
    ]);
  });
});

describe('a variable as text', () => {
  test.each([
    ['a text', 'a text'],
    [7, '7'],
    [true, 'true'],
    [[1, 'a'], '[1,"a"]'],
    [{ a: null }, '{"a":null}'],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('%j is %j', (value, text) => {
    expect(asText(value)).toBe(text);
  });
});

describe('a form of limited size', () => {
  const entries = ['aaa', 'bbbb', 'cc', 'd'].map((value) => ({ name: `n-${value}`, value }));
  const take = (limit: number) =>
    selectFitting(
      entries,
      ({ value }) => value,
      (text) => text.length,
      limit,
    );

  test('takes all entries that fit exactly', () => {
    expect(take(10)).toEqual({ kept: ['aaa', 'bbbb', 'cc', 'd'], leftOut: [] });
  });

  test('takes whole entries in order, and smaller ones after one that does not fit', () => {
    expect(take(6)).toEqual({ kept: ['aaa', 'cc', 'd'], leftOut: ['n-bbbb'] });
    expect(take(0)).toEqual({ kept: [], leftOut: ['n-aaa', 'n-bbbb', 'n-cc', 'n-d'] });
  });

  test('leaves out entries that it cannot hold', () => {
    const { kept, leftOut } = selectFitting(
      entries,
      ({ value }) => (value === 'cc' ? undefined : value),
      () => 1,
      9,
    );
    expect(kept).toEqual(['aaa', 'bbbb', 'd']);
    expect(leftOut).toEqual(['n-cc']);
  });
});
