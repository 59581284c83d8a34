import { median, pairedRatio, quantile } from '../statistics';

test('the median is in the middle, whatever the order', () => {
  expect(median([9, 1, 5])).toBe(5);
});

test('the 99th percentile leaves one in a hundred above it', () => {
  const samples = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(quantile(samples, 0.99)).toBe(100);
  expect(quantile(samples, 0.5)).toBe(51);
});

test('one slow pair does not change the ratio', () => {
  const pairs = [
    { one: 20, other: 10 },
    { one: 2000, other: 10 },
    { one: 22, other: 11 },
  ];
  expect(pairedRatio(pairs)).toBe(2);
});

test('nothing has no quantile', () => {
  expect(() => quantile([], 0.5)).toThrow('nothing');
});
