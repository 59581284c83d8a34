import { setTimeout as wait } from 'node:timers/promises';
import { SERVICE_ENV } from '../calls';
import type { AsappAnswer, AsappRequest, Weather } from '../process/asapp';
import { startChild } from '../process/child';
import { type LoadReport, placeCalls } from './load';
import { startPlatform } from './platform';

/** How ASAPP is for a while. */
export interface Spell {
  readonly name: string;
  readonly weather: Weather;
  readonly milliseconds: number;
}

export const SPELLS: readonly Spell[] = [
  { name: 'at 150 ms', weather: { latencyMs: 150 }, milliseconds: 4_000 },
  { name: 'at 2 s', weather: { latencyMs: 2_000 }, milliseconds: 3_000 },
  // So that no slot still waits for a slow answer when ASAPP goes down.
  { name: 'at 150 ms again', weather: { latencyMs: 150 }, milliseconds: 2_500 },
  { name: 'down', weather: { down: 'hangs' }, milliseconds: 16_000 },
];

export interface CapacityRun {
  /** Calls per second. */
  readonly rate: number;
  readonly report: LoadReport;
}

/** (d) The same three spells at each rate, on a platform whose processes start without memory. */
export async function runCapacity(
  rates: readonly number[] = [50, 100, 200, 400],
  spells: readonly Spell[] = SPELLS,
): Promise<CapacityRun[]> {
  const asapp = startChild<AsappRequest, AsappAnswer>('asapp');
  const platform = startPlatform();
  const runs: CapacityRun[] = [];
  const milliseconds = spells.reduce((sum, spell) => sum + spell.milliseconds, 0);
  for (const rate of rates) {
    const { env } = await asapp.ask({ weather: { latencyMs: 0 } });
    await platform.restart({ ...SERVICE_ENV, ...env });
    const changes = changeWeather(asapp.ask, spells);
    runs.push({ rate, report: await placeCalls(platform, rate, milliseconds) });
    await changes;
  }
  await platform.stop();
  await asapp.stop();
  return runs;
}

async function changeWeather(
  ask: (request: AsappRequest) => Promise<AsappAnswer>,
  spells: readonly Spell[],
): Promise<void> {
  for (const { weather, milliseconds } of spells) {
    await ask({ weather });
    await wait(milliseconds);
  }
}
