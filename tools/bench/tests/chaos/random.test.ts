import { createRandom } from '../../chaos/random';

const draw = (seed: string, count: number) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

test('the same seed gives the same random numbers', () => {
  expect(draw('a', 20)).toEqual(draw('a', 20));
  expect(draw('a', 20)).not.toEqual(draw('b', 20));
});

test('random numbers are spread evenly from 0 to below 1', () => {
  const drawn = draw('all over', 10_000);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drawn)).toBeLessThan(1);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const within = drawn.filter((each) => Math.floor(each * 10) === tenth).length;
    expect(Math.abs(within - 1000)).toBeLessThan(150);
  }
});

test('picking from an empty list is an error', () => {
  expect(() => createRandom('').pick([])).toThrow('nothing to pick');
});
