import { startLocalService } from '../../simulator';
import { SERVICE_ENV } from '../calls';
import type { AsappAnswer, AsappRequest, Weather } from '../process/asapp';
import { type Child, startChild } from '../process/child';

/** Ours, the naive way and the floor, side by side in this process; ASAPP in another. */
export interface Services {
  readonly ours: string;
  readonly naive: string;
  readonly floor: string;
  weather(weather: Weather): Promise<AsappAnswer>;
  counts(): Promise<AsappAnswer>;
  stop(): Promise<void>;
}

export async function startServices(): Promise<Services> {
  const asapp: Child<AsappRequest, AsappAnswer> = startChild('asapp');
  const { env: asappEnv } = await asapp.ask({ weather: { latencyMs: 0 } });
  const env = { ...SERVICE_ENV, ...asappEnv };
  const start = (folder: string) => startLocalService({ functions: folder, env, onLog: () => {} });
  // One after another: each takes the console, and gives it back in the reverse order.
  const ours = await start('dist/functions');
  const naive = await start('tools/bench/naive');
  const floor = await start('tools/bench/floor');
  return {
    ours: ours.origin,
    naive: naive.origin,
    floor: floor.origin,
    weather: (weather) => asapp.ask({ weather }),
    counts: () => asapp.ask({ read: 'counts' }),
    async stop() {
      for (const service of [floor, naive, ours]) await service.close();
      await asapp.stop();
    },
  };
}
