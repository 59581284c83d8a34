import { selectAgent } from '../agents/select-agent';
import { parameter, sid } from '../runtime/event';
import type { Invocation } from '../runtime/function';
import { ReportedError } from '../runtime/log';
import { withTimeout } from '../runtime/with-timeout';
import type { IdentifiedCall } from '../voice/call';
import type { Destination } from '../voice/destination';
import { readDestinations } from '../voice/destinations';
import type { Outcome } from '../voice/outcome';
import type { Findings, Leg } from './record';
import { readTwilio } from './twilio-readings';

/**
 * Finds out what became of a call: from Twilio's callback and REST API, and from the agent's record.
 * What cannot be read is null, and the log names it.
 *
 * @returns undefined if Twilio has no such call
 */
export async function findOut(
  invocation: Invocation,
  call: IdentifiedCall,
): Promise<Findings | undefined> {
  const [twilio, outcome] = await Promise.all([
    readTwilio(invocation.twilioClient, call.callSid),
    readOutcome(invocation, call),
  ]);
  if (!twilio) return undefined;
  const readings = { ...twilio, outcome };
  const unread = Object.entries(readings).filter(([, reading]) => reading === null);
  const names = unread.map(([name]) => name);
  if (names.length > 0) invocation.log.warn('call-record-incomplete', { names });
  return {
    ...readings,
    call: reported(invocation, twilio.call),
    outcome: outcome === 'none' ? null : outcome,
    ...reachOf(invocation),
  };
}

/** How long the reading of the agent's record may take with its retries, in ms. */
const OUTCOME_MILLISECONDS = 2_000;

async function readOutcome(
  { environment, deadline }: Invocation,
  call: IdentifiedCall,
): Promise<Outcome | 'none' | null> {
  const agent = selectAgent(environment, call).value;
  try {
    const review = (signal: AbortSignal) => agent.review(call, signal);
    return (await withTimeout(OUTCOME_MILLISECONDS, deadline, review)) ?? 'none';
  } catch (error) {
    if (!(error instanceof ReportedError)) throw error;
    return null;
  }
}

/** The callback knows that the call is over, which the REST API may learn a moment later. */
function reported({ event }: Invocation, leg: Leg | null): Leg {
  const status = parameter(event, 'CallStatus') ?? null;
  const duration = /^\d{1,7}$/.exec(parameter(event, 'CallDuration') ?? '')?.[0];
  const time = new Date(parameter(event, 'Timestamp') ?? Number.NaN);
  return {
    from: leg?.from ?? parameter(event, 'From') ?? null,
    to: leg?.to ?? parameter(event, 'To') ?? null,
    status,
    began: leg?.began ?? null,
    ended: leg?.ended ?? (Number.isNaN(time.getTime()) ? null : time),
    seconds: leg?.seconds ?? (status === 'completed' && duration ? Number(duration) : null),
  };
}

/** Whoever has the call there is not a leg of it. */
const UNTRACED = new Set<Destination['kind']>(['workflow', 'queue', 'flow', 'url']);

/** Where calls can go besides the agent. */
function reachOf({
  event,
  environment,
}: Invocation): Pick<Findings, 'leavesNoTrace' | 'endsWhenCompleted'> {
  const { value: destinations } = readDestinations(environment);
  const chains = Object.values({ ...destinations })
    .flat()
    .flat();
  const isInFlow = sid(event, 'flowSid', 'FW') !== undefined;
  return {
    leavesNoTrace:
      isInFlow || chains.some(({ chain }) => chain.some(({ kind }) => UNTRACED.has(kind))),
    endsWhenCompleted: !isInFlow && destinations.completed.length === 0,
  };
}
