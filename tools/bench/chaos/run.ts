/**
 * `npm run chaos`: places whole calls with injected faults, alone and in pairs. Each call must end well and
 * each answer must come in time. Exits with 1 if one does not.
 *
 *   --seed TEXT      the seed of all random choices (1)
 *   --variants N     calls per fault and mode (2)
 *   --pairs N        pairs of faults (2000)
 *   --case NAME      runs one case and prints its timeline
 *   --soak           places 20,000 calls at 30 per second on one service, 20% of them with faults
 */
import { parseArgs } from 'node:util';
import { buildFunctions } from '../../cli/build/functions';
import { formatEvent, painter, redirectConsole } from '../../simulator';
import { printFigures } from '../figures';
import { pairedCases, parseCase, singleCases } from './case';
import { type CaseResult, runCase, runCases } from './run-case';
import { soak } from './soak';
import { caseFigures } from './summary';
import { isOnlyLate } from './verdict';

const print = (text: string) => void process.stdout.write(`${text}\n`);

/** The command that repeats a case. */
const repeat = (seed: string, name: string) => `npm run chaos -- --seed ${seed} --case '${name}'`;

function printProblems(seed: string, { name, problems }: CaseResult): void {
  if (problems.length === 0) return;
  for (const problem of problems) print(`✗ ${problem}`);
  print(`  ${repeat(seed, name)}`);
}

/**
 * With many calls at the same time, this machine may be too busy to answer in time. A call whose only
 * problem is a late answer is repeated alone.
 */
async function repeatLate(seed: string, results: readonly CaseResult[]): Promise<CaseResult[]> {
  const repeated: CaseResult[] = [];
  for (const result of results) {
    const isLate = isOnlyLate(result.problems);
    if (isLate) print(`late, repeated alone: ${repeat(seed, result.name)}`);
    repeated.push(isLate ? await runCase(parseCase(result.name), seed) : result);
  }
  return repeated;
}

async function runOne(seed: string, name: string): Promise<void> {
  const result = await runCase(parseCase(name), seed);
  const paint = painter(process.stdout);
  for (const event of result.report.events) print(formatEvent(event, paint));
  for (const problem of result.problems) print(`✗ ${problem}`);
  if (result.problems.length === 0) print(`✓ ${result.report.end}`);
  else process.exitCode = 1;
}

async function main(): Promise<void> {
  const began = performance.now();
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      variants: { type: 'string', default: '2' },
      pairs: { type: 'string', default: '2000' },
      case: { type: 'string' },
      soak: { type: 'boolean', default: false },
      calls: { type: 'string', default: '20000' },
      rate: { type: 'string', default: '30' },
    },
  });
  const { seed } = values;
  await buildFunctions();
  if (values.soak) {
    const figures = await soak({ seed, calls: Number(values.calls), rate: Number(values.rate) });
    return printFigures(figures, '', began);
  }
  const release = redirectConsole(() => {});
  try {
    if (values.case !== undefined) return await runOne(seed, values.case);
    const cases = [
      ...singleCases(Number(values.variants)),
      ...pairedCases(seed, Number(values.pairs)),
    ];
    print(`${cases.length} calls, seed ${seed} …`);
    const results = await repeatLate(seed, await runCases(cases, seed));
    for (const result of results) printProblems(seed, result);
    release();
    printFigures(caseFigures(results), 'how they ended', began);
  } finally {
    release();
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
