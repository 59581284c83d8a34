import type { Case } from './case';
import { type CaseResult, runCase } from './run-case';

/** Calls that are under way at the same time: most of them wait for an ASAPP that hangs. */
const AT_ONCE = 32;

/**
 * Runs cases, many at a time, and hands over each result as it comes. What the functions log goes to
 * `onLog` meanwhile.
 */
export async function runCases(
  cases: readonly Case[],
  seed: string,
  onResult: (result: CaseResult) => void = () => {},
): Promise<CaseResult[]> {
  const left = [...cases];
  const results: CaseResult[] = [];
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const result = await runCase(next, seed);
      results.push(result);
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
