/** A process whose clock is put forward between calls, so that hours of few calls take seconds. */
import { callParameters } from '../calls';
import { serve } from '../process/child';
import { loadFunction, type Parameters, prepareRuntime } from '../process/functions';

export interface SlowDayRequest {
  readonly env: Parameters;
  readonly calls: number;
  /** Between two calls, in ms of this process's clock. */
  readonly pause: number;
}

prepareRuntime();
const engage = loadFunction('dist/functions', 'engage.protected');

serve<SlowDayRequest, { readonly connected: number }>(async ({ env, calls, pause }) => {
  const realNow = Date.now;
  let connected = 0;
  for (let call = 0; call < calls; call += 1) {
    Date.now = () => realNow() + call * pause;
    const { body } = await engage(env, callParameters());
    if (body.includes('<Stream')) connected += 1;
  }
  Date.now = realNow;
  return { connected };
});
