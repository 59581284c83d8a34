import { pairedCases, parseCase, singleCases } from '../../chaos/case';
import { FAULTS } from '../../chaos/faults';

test('there is a case for each fault alone in each mode it is possible in', () => {
  const names = singleCases(1).map(({ name }) => name);
  for (const { name, mode } of FAULTS.values()) {
    expect(names.filter((each) => each.split('/')[1] === name)).toHaveLength(mode ? 1 : 2);
  }
});

test('the two faults of a pair never change the same thing', () => {
  for (const { faults } of pairedCases('1', 500)) {
    expect(new Set(faults.map(({ changes }) => changes)).size).toBe(2);
  }
});

test('the same seed gives the same pairs of faults, another seed different ones', () => {
  const names = (seed: string) => pairedCases(seed, 20).map(({ name }) => name);
  expect(names('1')).toEqual(names('1'));
  expect(names('1')).not.toEqual(names('2'));
});

test('the name of a case gives the case back', () => {
  for (const each of pairedCases('1', 50)) expect(parseCase(each.name)).toEqual(each);
});

test.each([
  ['sideways/people.all-busy/0', 'must begin with direct/ or studio/'],
  ['direct/people.all-lazy/0', 'no fault "people.all-lazy"'],
])('the case name %s is refused', (name, words) => {
  expect(() => parseCase(name)).toThrow(words);
});
