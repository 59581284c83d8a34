/**
 * `npm run bench [-- part …]`: compares the service with the naive way, with the least a function can do,
 * and with the platform's limits. Exits with 1 if a limit of `ratios.json` is broken.
 * Parts: warm, few-calls, cold, capacity, memory, sizes; all of them by default.
 */
import { buildFunctions } from '../cli/build/functions';
import { type Figure, printFigures, withLimits } from './figures';
import { PARTS } from './parts';
import { buildProcesses } from './processes/child';
import limits from './ratios.json';

function chooseParts(names: readonly string[]) {
  const unknown = names.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined) {
    throw new Error(
      `there is no part "${unknown}"; the parts are ${Object.keys(PARTS).join(', ')}`,
    );
  }
  return Object.entries(PARTS).filter(([name]) => names.length === 0 || names.includes(name));
}

async function main(): Promise<void> {
  const began = performance.now();
  const parts = chooseParts(process.argv.slice(2));
  await buildFunctions();
  await buildProcesses();
  const figures: Figure[] = [];
  for (const [name, measure] of parts) {
    process.stderr.write(`${name} …\n`);
    figures.push(...(await measure(false)));
  }
  printFigures(withLimits(figures, limits), 'refused, per half second', began);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
