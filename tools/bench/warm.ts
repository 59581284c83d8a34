import { startLocalService } from '../simulator';
import { SERVICE_ENV } from './call';
import type { Figure } from './figures';
import { measurePairs, type Pair } from './pairs';
import type { AsappAnswer, AsappRequest } from './processes/asapp';
import { type Child, startChild } from './processes/child';
import { pairedRatio, quantile } from './statistics';

const ASAPP_MILLISECONDS = 150;

interface WarmOptions {
  /** Pairs against the naive way; each waits for ASAPP. */
  readonly pairs?: number;
  /** Pairs against the floor, which wait for nothing. */
  readonly floorPairs?: number;
}

/** The origins of the services: this one, the naive way and the floor, all in this process. */
interface Services {
  readonly ours: string;
  readonly naive: string;
  readonly floor: string;
}

/** Warm /engage and /call-complete against the naive way and the floor. ASAPP runs in another process. */
export async function measureWarm({ pairs = 60, floorPairs = 3000 }: WarmOptions = {}) {
  const asapp = startChild<AsappRequest, AsappAnswer>('asapp');
  const { env: asappEnv } = await asapp.request({ condition: { latencyMs: 0 } });
  const env = { ...SERVICE_ENV, ...asappEnv };
  const start = (functions: string) => startLocalService({ functions, env, onLog: () => {} });
  // One after another: each redirects the console, and restores it in the opposite order.
  const ours = await start('dist/functions');
  const naive = await start('tools/bench/naive');
  const floor = await start('tools/bench/floor');
  const origins = { ours: ours.origin, naive: naive.origin, floor: floor.origin };
  try {
    const figures = [await compareWithFloor(origins, floorPairs)];
    return [...figures, ...(await compareWithNaive(origins, asapp, pairs))];
  } finally {
    for (const service of [floor, naive, ours]) await service.close();
    await asapp.stop();
  }
}

/** The floor is a function that answers an empty document in the same runtime. */
async function compareWithFloor({ ours, floor }: Services, pairs: number): Promise<Figure> {
  const measure = (count: number) => measurePairs(`${ours}/engage`, `${floor}/empty`, count);
  await measure(pairs / 2); // until the code is compiled
  return figure('/engage: ours / an empty answer, p50', pairedRatio(await measure(pairs)), '×');
}

async function compareWithNaive(
  { ours, naive }: Services,
  asapp: Child<AsappRequest, AsappAnswer>,
  pairs: number,
): Promise<Figure[]> {
  const measure = (path: string, count: number) =>
    measurePairs(`${naive}${path}`, `${ours}${path}`, count);
  await asapp.request({ condition: { latencyMs: ASAPP_MILLISECONDS } });
  await measure('/engage', 2);

  const before = await asapp.request({ read: 'counts' });
  const engage = await measure('/engage', pairs);
  const complete = await measure('/call-complete', pairs);
  const after = await asapp.request({ read: 'counts' });

  const requests =
    after.streamingUrls - before.streamingUrls + after.callTransfers - before.callTransfers;
  return [
    ...timings('/engage', engage),
    figure('/engage: naive / ours, p50', pairedRatio(engage), '×'),
    ...timings('/call-complete', complete),
    figure('/call-complete: ours / naive, p50', 1 / pairedRatio(complete), '×'),
    // The naive way sends one request per webhook; the rest are ours.
    figure('requests to ASAPP per call (naive: 2)', requests / pairs - 2, ''),
  ];
}

function timings(path: string, pairs: readonly Pair[]): Figure[] {
  const naive = pairs.map(({ one }) => one);
  const ours = pairs.map(({ other }) => other);
  return [
    figure(`${path}, ours p50`, quantile(ours, 0.5), 'ms'),
    figure(`${path}, ours p99`, quantile(ours, 0.99), 'ms'),
    figure(`${path}, naive p50`, quantile(naive, 0.5), 'ms'),
    figure(`${path}, naive p99`, quantile(naive, 0.99), 'ms'),
  ];
}

const figure = (name: string, value: number, unit: string): Figure => ({
  part: 'warm',
  name,
  value,
  unit,
});
