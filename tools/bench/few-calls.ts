import { SERVICE_ENV } from './call';
import type { Figure } from './figures';
import type { AsappAnswer, AsappRequest } from './processes/asapp';
import { startChild } from './processes/child';
import type { FewCallsAnswer, FewCallsRequest } from './processes/few-calls';

/** Requests for the streaming URL per 100 calls, at one call per second in one process. */
export async function measureFewCalls(calls = 1000): Promise<Figure[]> {
  const asapp = startChild<AsappRequest, AsappAnswer>('asapp');
  const { env } = await asapp.request({ condition: { latencyMs: 0 } });
  const child = startChild<FewCallsRequest, FewCallsAnswer>('few-calls');
  const { connected } = await child.request({
    env: { ...SERVICE_ENV, ...env },
    calls,
    pause: 1000,
  });
  const { streamingUrls } = await asapp.request({ read: 'counts' });
  await child.stop();
  await asapp.stop();
  if (connected !== calls) throw new Error(`only ${connected} of ${calls} calls were connected`);
  return [
    {
      part: 'few-calls',
      name: 'streaming-URL requests per 100 calls at 1 call/s (naive: 100)',
      value: (streamingUrls / calls) * 100,
      unit: '',
    },
  ];
}
