/**
 * `npm run chaos`: whole calls with everything that can go wrong, alone and in pairs; each must end well
 * and each answer come in time. Exits with 1 if one does not.
 *
 *   --seed TEXT      other chances: other calls, other pairs
 *   --variants N     calls per fault and mode (2)
 *   --pairs N        pairs of faults (2000)
 *   --case NAME      one case, with its time line
 *   --soak           20,000 calls at 100 per second instead, 20 % of them with faults
 */
import { parseArgs } from 'node:util';
import { buildFunctions } from '../../cli/build/functions';
import { formatEvent, painter, redirectConsole } from '../../simulator';
import { printFigures } from '../print-figures';
import { pairedCases, parseCase, singleCases } from './case';
import { type CaseResult, runCase } from './run-case';
import { runCases } from './run-cases';
import { soak } from './soak';
import { summarise } from './summary';
import { isOnlyLate } from './verdict';

const say = (text: string) => void process.stdout.write(`${text}\n`);

/** The one line that repeats a case. */
const repeat = (seed: string, name: string) => `npm run chaos -- --seed ${seed} --case '${name}'`;

function tell(seed: string, { name, faults }: CaseResult): void {
  if (faults.length === 0) return;
  for (const fault of faults) say(`✗ ${fault}`);
  say(`  ${repeat(seed, name)}`);
}

/**
 * Many calls at the same time may keep this machine too busy to be punctual: what was late, and
 * nothing else, is measured once more without the others.
 */
async function againAlone(seed: string, results: readonly CaseResult[]): Promise<CaseResult[]> {
  const measured: CaseResult[] = [];
  for (const result of results) {
    const isLate = isOnlyLate(result.faults);
    if (isLate) say(`late, measured again alone: ${repeat(seed, result.name)}`);
    measured.push(isLate ? await runCase(parseCase(result.name), seed) : result);
  }
  return measured;
}

async function runOne(seed: string, name: string): Promise<void> {
  const result = await runCase(parseCase(name), seed);
  const paint = painter(process.stdout);
  for (const event of result.report.events) say(formatEvent(event, paint));
  for (const fault of result.faults) say(`✗ ${fault}`);
  if (result.faults.length === 0) say(`✓ ${result.report.end}`);
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
      rate: { type: 'string', default: '100' },
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
    say(`${cases.length} calls, seed ${seed} …`);
    const results = await againAlone(seed, await runCases(cases, seed));
    for (const result of results) tell(seed, result);
    release();
    printFigures(summarise(results), 'how they ended', began);
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
