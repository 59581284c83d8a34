import { type Child, startChild } from '../process/child';
import type { Parameters } from '../process/functions';
import type { FunctionName, SlotAnswer, SlotRequest } from './slot';

/** Twilio's limit: so many invocations of a service at the same time, the next is refused with 429. */
export const SLOTS = 30;

/** How one invocation went. */
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
 * Each slot is a process of its own. Which idle one an invocation gets is not documented; here it is
 * any: the worst case for what a process remembers, since each must learn everything by itself.
 */
export function startPlatform(slots = SLOTS): Platform {
  const all = Array.from({ length: slots }, () => startChild<SlotRequest, SlotAnswer>('slot'));
  let idle: Child<SlotRequest, SlotAnswer>[] = [...all];
  return {
    async restart(env) {
      await Promise.all(all.map((slot) => slot.ask({ env })));
      idle = [...all];
    },
    async invoke(name, parameters) {
      const [slot] = idle.splice(Math.floor(Math.random() * idle.length), 1);
      if (!slot) return { refused: true };
      const began = performance.now();
      const { status } = await slot.ask({ invoke: name, parameters });
      idle.push(slot);
      if (status >= 500) throw new Error(`${name} answered ${status}`);
      return { refused: false, ms: performance.now() - began };
    },
    async stop() {
      await Promise.all(all.map((slot) => slot.stop()));
    },
  };
}
