import { type FunctionEvent, parameter } from '../runtime/event';
import type { CallContext } from './call-context';

/**
 * What the end of an engagement means for the call:
 * - `agent`: the caller wants, or needs, a person;
 * - `system`: another system takes over;
 * - `completed`: the caller has all they wanted;
 * - `interrupted`: the stream ended before the agent was done, with the caller still there;
 * - `caller-hung-up`: nobody is there any more;
 * - `failed`: the agent could not be reached, or did not say what it decided.
 */
export const OUTCOMES = [
  'agent',
  'system',
  'completed',
  'interrupted',
  'caller-hung-up',
  'failed',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The outcome that our own URL carries; undefined if it carries none. */
export function readOutcome(event: FunctionEvent): Outcome | undefined {
  const written = parameter(event, 'outcome');
  return OUTCOMES.find((known) => known === written);
}

/** What the end of an engagement means, and what the agent learned. */
export interface Conclusion {
  readonly outcome: Outcome;
  readonly context: CallContext;
  /** The state of the agent's own record, in the agent's words; absent if there is no record. */
  readonly record?: {
    readonly status: string;
    readonly transferType: string | undefined;
  };
}
