import { type IdentifiedCall, isOver } from '../voice/call';
import { type CallContext, emptyContext } from '../voice/call-context';
import type { AgentStream, Engagement } from '../voice/connect-call';
import type { Conclusion, Outcome } from '../voice/outcome';

/** A voice agent. Each operation throws a `RequestError` if the agent cannot be reached. */
export interface VoiceAgent {
  /** Opens the stream that a call is connected to. */
  connect(engagement: Engagement, deadline: AbortSignal): Promise<AgentStream>;
  /** Finds out what the agent decided, once its stream has ended. */
  conclude(call: IdentifiedCall, deadline: AbortSignal): Promise<Conclusion>;
  /** Reads again what the agent learned, later in a hand-off; undefined if it keeps no record. */
  recall(call: IdentifiedCall, deadline: AbortSignal): Promise<CallContext | undefined>;
  /**
   * Reads, once, what an engagement led to, after the end of the call; undefined if there is no record
   * of it. An agent that lost the caller says `caller-hung-up`, although the call may have gone on.
   */
  review(call: IdentifiedCall, deadline: AbortSignal): Promise<Outcome | undefined>;
}

/** No conversation is over so soon, in seconds: the server was down, or refused the stream. */
const SHORTEST_SECONDS = 15;

/** How an agent without a record concludes: by how long its stream lasted (assumption 24). */
export const withoutRecord: Omit<VoiceAgent, 'connect'> = {
  conclude: async (call) => ({
    outcome: isOver(call) ? 'caller-hung-up' : wasTooShort(call) ? 'failed' : 'completed',
    context: emptyContext(call.callSid),
  }),
  recall: async () => undefined,
  review: async () => undefined,
};

function wasTooShort({ connectedAt }: IdentifiedCall): boolean {
  return connectedAt !== undefined && Date.now() / 1_000 - connectedAt < SHORTEST_SECONDS;
}
