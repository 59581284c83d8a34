import {
  curve,
  type Figure,
  formatLimit,
  formatNumber,
  formatTable,
  isWithinLimit,
  withLimits,
} from '../figures';

const figure = (value: number, limit?: Figure['limit']): Figure => ({
  part: 'part',
  name: 'name',
  value,
  unit: '',
  ...(limit && { limit }),
});

test.each([
  [figure(5), true],
  [figure(5, { atMost: 5 }), true],
  [figure(5.01, { atMost: 5 }), false],
  [figure(5, { atLeast: 5 }), true],
  [figure(4.99, { atLeast: 5 }), false],
  [figure(Number.NaN, { atMost: 5 }), false],
])('%j is within its limit: %p', (each, isWithin) => {
  expect(isWithinLimit(each)).toBe(isWithin);
});

test('figures get the limits of their part and name', () => {
  const limits = { part: { name: { atMost: 4 } }, another: { name: { atMost: 1 } } };
  expect(withLimits([figure(3)], limits)).toEqual([figure(3, { atMost: 4 })]);
});

test('a limit for a figure that was not measured is an error', () => {
  const limits = { part: { 'another name': { atMost: 4 } } };
  expect(() => withLimits([figure(3)], limits)).toThrow('"another name" of part has a limit');
});

test('numbers are printed with three significant digits', () => {
  expect([0.512, 5.123, 51.23, 512.3, 51_234, 0].map(formatNumber)).toEqual([
    '0.51',
    '5.12',
    '51.2',
    '512',
    '51,234',
    '0',
  ]);
});

test('limits are printed with their sign', () => {
  expect([
    formatLimit({ atMost: 1.5 }),
    formatLimit({ atLeast: 100 }),
    formatLimit(undefined),
  ]).toEqual(['≤ 1.50', '≥ 100', '']);
});

test('a curve has a higher mark for a larger share', () => {
  expect(curve([0, 0.01, 0.5, 1])).toBe('·▁▅█');
});

test('the columns of a table are as wide as their widest cell, with numbers on the right', () => {
  const rows = [
    ['a long name', '1'],
    ['b', '1,000'],
  ];
  expect(formatTable(['name', 'value'], rows, new Set([1]))).toBe(
    ['name         value', '───────────  ─────', 'a long name      1', 'b            1,000'].join(
      '\n',
    ),
  );
});
