import { median, pairedRatio, quantile } from '../statistics';

test('the median is the middle value, in any order', () => {
  expect(median([9, 1, 5])).toBe(5);
});

test('one in a hundred samples is not below the 99th percentile', () => {
  const samples = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(quantile(samples, 0.99)).toBe(100);
  expect(quantile(samples, 0.5)).toBe(51);
});

test('one slow pair does not change the paired ratio', () => {
  const pairs = [
    { one: 20, other: 10 },
    { one: 2000, other: 10 },
    { one: 22, other: 11 },
  ];
  expect(pairedRatio(pairs)).toBe(2);
});

test('a quantile of no samples is an error', () => {
  expect(() => quantile([], 0.5)).toThrow('no samples');
});
