import { type FunctionEvent, parameter } from '../runtime/event';
import { type Call, readCall } from '../voice/call';
import { type Chain, parseChain } from '../voice/chain';
import { OUTCOMES, type Outcome } from '../voice/outcome';

/** Where a call stands in its chain, as our own action URL tells it. */
export interface Position {
  readonly call: Call;
  readonly chain: Chain;
  /** The destination that has just had its turn, from 0; -1 before the first. */
  readonly step: number;
  readonly outcome: Outcome;
  /** Whether the call is forked to AutoTranscribe, as far as this chain has done so. */
  readonly isTranscribed: boolean;
}

/** Two variables of at most 450 bytes each make a chain; a routing of one's own may make longer ones. */
const MOST_CHAIN_CHARACTERS = 4_000;

/**
 * Reads the position out of the action's URL. A URL that somebody has mangled leaves an empty chain,
 * and so an apology: never an error.
 */
export function readPosition(event: FunctionEvent): Position {
  const chain = parameter(event, 'chain') ?? '';
  const step = parameter(event, 'step') ?? '';
  const outcome = parameter(event, 'outcome');
  return {
    call: readCall(event),
    chain: chain.length <= MOST_CHAIN_CHARACTERS ? parseChain(chain) : [],
    step: /^\d{1,3}$/.test(step) ? Number(step) : 0,
    outcome: OUTCOMES.find((known) => known === outcome) ?? 'failed',
    isTranscribed: parameter(event, 'transcribed') === '1',
  };
}
