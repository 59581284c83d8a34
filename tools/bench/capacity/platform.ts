import { type Child, startChild } from '../processes/child';
import type { Parameters } from '../processes/functions';
import type { FunctionName, SlotAnswer, SlotRequest } from '../processes/slot';

/** Twilio's limit: so many invocations of a service at the same time; the next gets HTTP 429. */
export const SLOTS = 30;

export type Invocation =
  | { readonly refused: true }
  | { readonly refused: false; readonly ms: number };

/** The platform that runs the functions. */
export interface Platform {
  /** All slots forget what they know. */
  restart(env: Parameters): Promise<void>;
  invoke(name: FunctionName, parameters: Parameters): Promise<Invocation>;
  stop(): Promise<void>;
}

/**
 * Each slot is a process. Which idle one gets an invocation is not documented; here it is picked at
 * random, the worst case for what processes remember, since each must learn everything again.
 */
export function startPlatform(slots: number): Platform {
  const all = Array.from({ length: slots }, () => startChild<SlotRequest, SlotAnswer>('slot'));
  let idle: Child<SlotRequest, SlotAnswer>[] = [...all];
  return {
    async restart(env) {
      await Promise.all(all.map((slot) => slot.request({ env })));
      idle = [...all];
    },
    async invoke(name, parameters) {
      const [slot] = idle.splice(Math.floor(Math.random() * idle.length), 1);
      if (!slot) return { refused: true };
      const began = performance.now();
      const { status } = await slot.request({ invoke: name, parameters });
      idle.push(slot);
      if (status >= 500) throw new Error(`${name} answered ${status}`);
      return { refused: false, ms: performance.now() - began };
    },
    async stop() {
      await Promise.all(all.map((slot) => slot.stop()));
    },
  };
}
