import { SERVICE_ENV } from '../calls';
import type { Figure } from '../figure';
import type { AsappAnswer, AsappRequest } from '../process/asapp';
import { startChild } from '../process/child';
import type { SlowDayRequest } from './slow-day-process';

/** Requests for the streaming URL per 100 calls, at one call per second in one process. */
export async function measureSlowDay(calls = 1000): Promise<Figure[]> {
  const asapp = startChild<AsappRequest, AsappAnswer>('asapp');
  const { env } = await asapp.ask({ weather: { latencyMs: 0 } });
  const process = startChild<SlowDayRequest, { connected: number }>('slow-day');
  const { connected } = await process.ask({ env: { ...SERVICE_ENV, ...env }, calls, pause: 1000 });
  const { streamingUrls } = await asapp.ask({ read: 'counts' });
  await process.stop();
  await asapp.stop();
  if (connected !== calls) throw new Error(`only ${connected} of ${calls} calls were connected`);
  return [
    {
      part: 'warm',
      name: 'streaming-URL requests per 100 calls at 1 call/s (naive: 100)',
      value: (streamingUrls / calls) * 100,
      unit: '',
      target: { atMost: 1.05 },
    },
  ];
}
