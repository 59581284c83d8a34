/** A process whose clock is moved forward between calls, so that hours with few calls take seconds. */
import { callParameters } from '../call';
import { serve } from './child';
import { loadFunction, type Parameters, prepareRuntime } from './functions';

export interface FewCallsRequest {
  readonly env: Parameters;
  readonly calls: number;
  /** Between two calls, in ms of this process's clock. */
  readonly pause: number;
}

/** How many of the calls were connected to the agent. */
export interface FewCallsAnswer {
  readonly connected: number;
}

prepareRuntime();
const engage = loadFunction('dist/functions', 'engage.protected');

serve<FewCallsRequest, FewCallsAnswer>(async ({ env, calls, pause }) => {
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
