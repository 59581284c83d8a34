import { pairedCases, parseCase, singleCases } from '../../chaos/case';
import { FAULTS } from '../../chaos/faults';

test('each fault stands alone in both modes, where it is possible', () => {
  const names = singleCases(1).map(({ name }) => name);
  for (const { name, mode } of FAULTS.values()) {
    expect(names.filter((each) => each.split('/')[1] === name)).toHaveLength(mode ? 1 : 2);
  }
});

test('a pair never changes the same thing twice', () => {
  for (const { faults } of pairedCases('1', 500)) {
    expect(new Set(faults.map(({ changes }) => changes)).size).toBe(2);
  }
});

test('the same seed gives the same pairs, another gives others', () => {
  const names = (seed: string) => pairedCases(seed, 20).map(({ name }) => name);
  expect(names('1')).toEqual(names('1'));
  expect(names('1')).not.toEqual(names('2'));
});

test('a name is read back as the case that it names', () => {
  for (const each of pairedCases('1', 50)) expect(parseCase(each.name)).toEqual(each);
});

test.each([
  ['sideways/people.all-busy/0', 'neither direct/ nor studio/'],
  ['direct/people.all-lazy/0', 'no fault "people.all-lazy"'],
])('%s is refused in words', (name, words) => {
  expect(() => parseCase(name)).toThrow(words);
});
