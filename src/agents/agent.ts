import type { CallTransfer } from '../asapp/call-transfer';
import type { FunctionEvent } from '../runtime/event';
import type { Call } from '../voice/call';
import type { AgentStream } from '../voice/connect';
import type { Outcome } from '../voice/outcome';
import type { StreamParameters } from '../voice/stream-parameters';

/** A call that is to reach a voice agent. */
export interface Engagement {
  readonly call: Call & { readonly callSid: string };
  readonly event: FunctionEvent;
  readonly parameters: StreamParameters;
}

/**
 * Opens the way to a voice agent: the stream that a call is to be connected to.
 *
 * @throws RequestError where the agent is out of reach
 */
export type Connector = (engagement: Engagement, deadline: AbortSignal) => Promise<AgentStream>;

/** What the end of an engagement means. */
export interface Conclusion {
  readonly outcome: Outcome;
  /** ASAPP's record, where there is one. */
  readonly transfer?: CallTransfer | undefined;
}

/**
 * Finds out what the agent decided, when its stream has ended.
 *
 * @throws RequestError where the agent's system is out of reach
 */
export type Concluder = (
  call: Call & { readonly callSid: string },
  deadline: AbortSignal,
) => Promise<Conclusion>;

/** Whether Twilio has named the call: without its CallSid no agent can be asked. */
export function hasCallSid(call: Call): call is Call & { readonly callSid: string } {
  return call.callSid !== undefined;
}
