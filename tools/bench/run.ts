/**
 * `npm run bench [-- part …]`: measures the service against the naive way, the floor and the platform's
 * limits. Exits with 1 if a target is missed. Parts: warm, few-calls, cold, capacity, memory, sizes.
 */
import { buildFunctions } from '../cli/build/functions';
import { runCapacity, SPELLS } from './capacity/capacity';
import { capacityFigures } from './capacity/figures';
import { measureCold } from './cold/cold';
import type { Figure } from './figure';
import { measureMemory } from './memory/memory';
import { printFigures } from './print-figures';
import { buildProcesses } from './process/build';
import { measureSizes } from './sizes';
import { startServices } from './warm/services';
import { measureSlowDay } from './warm/slow-day';
import { measureFloor, measureWarm } from './warm/warm';

async function measureServices(): Promise<Figure[]> {
  const services = await startServices();
  try {
    return [...(await measureFloor(services)), ...(await measureWarm(services))];
  } finally {
    await services.stop();
  }
}

async function measureCapacity(): Promise<Figure[]> {
  const runs = await runCapacity();
  return runs.flatMap((run) => capacityFigures(run, SPELLS));
}

const PARTS: Readonly<Record<string, () => Figure[] | Promise<Figure[]>>> = {
  warm: measureServices,
  'few-calls': () => measureSlowDay(),
  cold: () => measureCold(),
  capacity: measureCapacity,
  memory: () => measureMemory(),
  sizes: () => measureSizes(),
};

function chooseParts(wanted: readonly string[]) {
  const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined) {
    throw new Error(`"${unknown}" is no part: choose of ${Object.keys(PARTS).join(', ')}`);
  }
  return Object.entries(PARTS).filter(([name]) => wanted.length === 0 || wanted.includes(name));
}

async function main(): Promise<void> {
  const began = performance.now();
  await buildFunctions();
  await buildProcesses();
  const figures: Figure[] = [];
  for (const [name, measure] of chooseParts(process.argv.slice(2))) {
    process.stderr.write(`${name} …\n`);
    figures.push(...(await measure()));
  }
  printFigures(figures, 'refused, per half second', began);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
