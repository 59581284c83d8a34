import { StatusError } from '../http/errors';
import type { FunctionEvent } from '../runtime/event';
import { withTimeout } from '../runtime/with-timeout';
import { type IdentifiedCall, readEngagement } from './call';
import { readReturn } from './studio';

/** The caller hears silence meanwhile, in ms. */
const LOOK_UP_MILLISECONDS = 500;

/** The part of a voice agent that knows whether it has had a call before. */
interface Recalls {
  recall(call: IdentifiedCall, deadline: AbortSignal): Promise<unknown>;
}

/**
 * Gives an engagement a number that the call never had, since ASAPP keeps one record for each. A call
 * can come back to `/engage`, from a system's TwiML or a loop in a flow, and nothing is stored here that
 * could count:
 * - a number from 2 on in the URL is taken as given, and so is the 1 of a flow that counts;
 * - a call that is still ringing has its first engagement (assumption 4);
 * - otherwise a direct call gets the time in ms, which costs nothing but a longer id;
 * - and for a flow that passes no number the agent is asked whether it had the call before.
 */
export async function numberEngagement(
  call: IdentifiedCall,
  event: FunctionEvent,
  agent: Recalls,
  deadline: AbortSignal,
): Promise<IdentifiedCall> {
  const given = readEngagement(event);
  const isFromFlow = readReturn(event, call).kind === 'flow';
  if (given !== undefined && (given > 1 || isFromFlow)) return call;
  const first = { ...call, engagement: 1 };
  if (call.status === 'ringing') return first;
  const isFirst = isFromFlow && !(await isKnown(first, agent, deadline));
  return isFirst ? first : { ...call, engagement: Date.now() };
}

/** Anything but a clear no counts as yes: a number that is used twice loses the caller. */
async function isKnown(
  call: IdentifiedCall,
  agent: Recalls,
  deadline: AbortSignal,
): Promise<boolean> {
  try {
    const known = await withTimeout(LOOK_UP_MILLISECONDS, deadline, (signal) =>
      agent.recall(call, signal),
    );
    return known !== undefined; // an agent without a record needs no numbers
  } catch (error) {
    return !(error instanceof StatusError && error.status === 404);
  }
}
