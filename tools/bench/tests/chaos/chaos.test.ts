import { redirectConsole } from '../../../simulator';
import { pairedCases, parseCase, singleCases } from '../../chaos/case';
import { runCase, runCases } from '../../chaos/run-case';
import { isOnlyLate } from '../../chaos/verdict';

const SEED = 'short';

const lines: string[] = [];
let release = () => {};
beforeAll(() => {
  release = redirectConsole((line) => lines.push(line));
});
afterAll(() => release());

/** Cases with an ASAPP that never answers take seconds each. */
const isQuick = ({ name }: { name: string }) => !/\.(hang|drip|never-settles|slow)/.test(name);

test('calls with every twelfth fault, and with some pairs of faults, end well', async () => {
  const cases = [
    ...singleCases(1).filter((each, index) => index % 12 === 0 && isQuick(each)),
    ...pairedCases(SEED, 40).filter(isQuick),
  ];
  const results = await runCases(cases, SEED);

  // Other tests run at the same time, so only `npm run chaos` can judge how fast the answers are.
  const bad = results.filter(({ problems }) => problems.length > 0 && !isOnlyLate(problems));
  expect(bad.map(({ name, problems }) => ({ name, problems }))).toEqual([]);
  expect(results).toHaveLength(cases.length);
}, 60_000);

test('during calls with faults, every log line is one JSON object without a secret', () => {
  expect(lines.length).toBeGreaterThan(50);
  for (const line of lines) {
    expect(line).toMatch(/^\{"level":"\w+","event":"[\w-]+"/);
    expect(line).not.toMatch(/local-secret|wss?:|\+1555/);
  }
});

test('a failing case can be repeated by its name', async () => {
  const [broken] = singleCases(1).filter(({ name }) => name.includes('call-transfer.503/'));
  if (!broken) throw new Error('there is no case with that fault');

  const first = await runCase(broken, SEED, 'tools/bench/naive');
  const again = await runCase(parseCase(first.name), SEED, 'tools/bench/naive');

  expect(first.problems.length).toBeGreaterThan(0);
  expect(again.problems).toEqual(first.problems);
  expect(again.report.end).toBe(first.report.end);
});
