import { curve, type Figure, formatNumber, formatTarget, isMet } from '../figure';

const figure = (value: number, target?: Figure['target']): Figure => ({
  part: 'part',
  name: 'name',
  value,
  unit: '',
  ...(target && { target }),
});

test.each([
  [figure(5), true],
  [figure(5, { atMost: 5 }), true],
  [figure(5.01, { atMost: 5 }), false],
  [figure(5, { atLeast: 5 }), true],
  [figure(4.99, { atLeast: 5 }), false],
  [figure(Number.NaN, { atMost: 5 }), false],
])('%j meets its target: %p', (each, met) => {
  expect(isMet(each)).toBe(met);
});

test('numbers have the digits that count', () => {
  expect([0.512, 5.123, 51.23, 512.3, 51_234, 0].map(formatNumber)).toEqual([
    '0.51',
    '5.12',
    '51.2',
    '512',
    '51,234',
    '0',
  ]);
});

test('targets are written with their sign', () => {
  expect([
    formatTarget({ atMost: 1.5 }),
    formatTarget({ atLeast: 100 }),
    formatTarget(undefined),
  ]).toEqual(['≤ 1.50', '≥ 100', '']);
});

test('a curve shows at a glance where something was', () => {
  expect(curve([0, 0.01, 0.5, 1])).toBe('·▁▅█');
});
