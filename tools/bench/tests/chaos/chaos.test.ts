import { redirectConsole } from '../../../simulator';
import { pairedCases, parseCase, singleCases } from '../../chaos/case';
import { runCase } from '../../chaos/run-case';
import { runCases } from '../../chaos/run-cases';
import { isOnlyLate } from '../../chaos/verdict';

const SEED = 'short';

const lines: string[] = [];
let release = () => {};
beforeAll(() => {
  release = redirectConsole((line) => lines.push(line));
});
afterAll(() => release());

/** Cases that wait for an ASAPP that never answers take seconds each. */
const isQuick = ({ name }: { name: string }) => !/\.(hang|drip|never-settles|slow)/.test(name);

test('every twelfth fault, and some pairs, end well', async () => {
  const cases = [
    ...singleCases(1).filter((each, index) => index % 12 === 0 && isQuick(each)),
    ...pairedCases(SEED, 40).filter(isQuick),
  ];
  const results = await runCases(cases, SEED);

  // Other tests run beside this one: how fast the answers are is for `npm run chaos` to say.
  const wrong = results.filter(({ faults }) => faults.length > 0 && !isOnlyLate(faults));
  expect(wrong.map(({ name, faults }) => ({ name, faults }))).toEqual([]);
  expect(results).toHaveLength(cases.length);
}, 60_000);

test('what the functions log meanwhile is one JSON object per line, without a secret', () => {
  expect(lines.length).toBeGreaterThan(50);
  for (const line of lines) {
    expect(line).toMatch(/^\{"level":"\w+","event":"[\w-]+"/);
    expect(line).not.toMatch(/local-secret|wss?:|\+1555/);
  }
});

test('a case that fails is named, and its name repeats it', async () => {
  const [broken] = singleCases(1).filter(({ name }) => name.includes('call-transfer.503/'));
  if (!broken) throw new Error('there is no such case');

  const first = await runCase(broken, SEED, 'tools/bench/naive');
  const again = await runCase(parseCase(first.name), SEED, 'tools/bench/naive');

  expect(first.faults.length).toBeGreaterThan(0);
  expect(again.faults).toEqual(first.faults);
  expect(again.report.end).toBe(first.report.end);
});
