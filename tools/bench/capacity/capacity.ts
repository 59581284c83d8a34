import { setTimeout as wait } from 'node:timers/promises';
import { SERVICE_ENV } from '../call';
import type { Figure } from '../figures';
import type { AsappAnswer, AsappRequest } from '../processes/asapp';
import { startChild } from '../processes/child';
import { capacityFigures, type Phase } from './figures';
import { placeCalls } from './load';
import { SLOTS, startPlatform } from './platform';

interface CapacityPlan {
  /** Calls per second. */
  readonly rates: readonly number[];
  readonly phases: readonly Phase[];
  readonly slots: number;
}

export const FULL_PLAN: CapacityPlan = {
  rates: [50, 100, 200, 400],
  phases: [
    { name: 'at 150 ms', condition: { latencyMs: 150 }, milliseconds: 4_000 },
    { name: 'at 2 s', condition: { latencyMs: 2_000 }, milliseconds: 3_000 },
    // So that no slot still waits for a slow answer when ASAPP goes down.
    { name: 'at 150 ms again', condition: { latencyMs: 150 }, milliseconds: 2_500 },
    { name: 'down', condition: 'hangs', milliseconds: 16_000 },
  ],
  slots: SLOTS,
};

export const SHORT_PLAN: CapacityPlan = {
  rates: [200],
  phases: [
    { name: 'at 150 ms', condition: { latencyMs: 150 }, milliseconds: 500 },
    { name: 'down', condition: 'hangs', milliseconds: 500 },
  ],
  slots: 3,
};

/** The same phases at each rate, on a platform whose processes start without memory. */
export async function measureCapacity({ rates, phases, slots }: CapacityPlan): Promise<Figure[]> {
  const asapp = startChild<AsappRequest, AsappAnswer>('asapp');
  const platform = startPlatform(slots);
  const figures: Figure[] = [];
  const milliseconds = phases.reduce((sum, phase) => sum + phase.milliseconds, 0);
  const runPhases = async () => {
    for (const phase of phases) {
      await asapp.request({ condition: phase.condition });
      await wait(phase.milliseconds);
    }
  };
  for (const rate of rates) {
    const { env } = await asapp.request({ condition: { latencyMs: 0 } });
    await platform.restart({ ...SERVICE_ENV, ...env });
    const [samples] = await Promise.all([placeCalls(platform, rate, milliseconds), runPhases()]);
    figures.push(...capacityFigures(rate, samples, phases, slots));
  }
  await platform.stop();
  await asapp.stop();
  return figures;
}
