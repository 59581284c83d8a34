import { version } from '../../package.json';
import type { IdentifiedCall } from '../voice/call';
import type { Outcome } from '../voice/outcome';

/** What Twilio keeps of a call, or of a person whom it has dialed, after the end. */
export interface Leg {
  readonly from: string | null;
  readonly to: string | null;
  readonly status: string | null;
  readonly began: Date | null;
  readonly ended: Date | null;
  /** From the answer to the end, in seconds; null if nobody answered. */
  readonly seconds: number | null;
}

/** All that could be found out about a call that has ended; null is what could not. */
export interface Findings {
  readonly call: Leg;
  /** The people that the call has dialed, in order. */
  readonly legs: readonly Leg[] | null;
  /** The SIDs of its recordings. */
  readonly recordings: readonly string[] | null;
  /** What the agent's record of the first engagement says. */
  readonly outcome: Outcome | null;
  /** Whether the call may have been where Twilio keeps no trace: in a queue, a flow, at a TwiML URL. */
  readonly leavesNoTrace: boolean;
  /** Whether a completed conversation ends the call. */
  readonly endsWhenCompleted: boolean;
}

/** A person whom the call has dialed. */
interface Destination {
  readonly kind: 'number' | 'sip' | 'client' | 'other';
  /** Twilio's status of that leg. `completed` can also be a person who declined after the whisper. */
  readonly result: string | null;
  readonly to: string | null;
  readonly began: string | null;
  readonly answered: string | null;
  readonly seconds: number | null;
}

type EndedReason =
  | 'not-answered'
  | 'caller-hung-up'
  | 'agent-finished'
  | 'person-finished'
  | 'nobody-answered';

/** One call. `docs/call-record.schema.json` describes each field; null is what cannot be known. */
export interface CallRecord {
  readonly callSid: string;
  readonly version: string;
  readonly line: string | null;
  readonly direction: 'inbound' | 'outbound' | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly status: string | null;
  readonly began: string | null;
  readonly answered: string | null;
  readonly ended: string | null;
  readonly engagements: number | null;
  readonly secondsWithAgent: number | null;
  readonly secondsInQueue: number | null;
  readonly secondsWithPerson: number | null;
  readonly outcome: Outcome | null;
  readonly endedReason: EndedReason | null;
  readonly destinations: readonly Destination[] | null;
  readonly recordings: readonly string[] | null;
}

export function makeRecord(
  { callSid, line, direction }: IdentifiedCall,
  findings: Findings,
): CallRecord {
  const { call, legs, recordings, leavesNoTrace } = findings;
  const outcome = finalOutcome(findings);
  const stayed = outcome !== null && stayedWithAgent(outcome, findings);
  const onlyDialed = stayed || !leavesNoTrace;
  const talk = legs === null ? null : sum(legs.map(({ seconds }) => seconds ?? 0));
  return {
    callSid,
    version,
    line: line ?? null,
    direction: direction === undefined ? null : direction === 'inbound' ? 'inbound' : 'outbound',
    from: call.from,
    to: call.to,
    status: call.status,
    began: iso(call.began),
    answered: iso(answeredAt(call)),
    ended: iso(call.ended),
    engagements: stayed ? 1 : null,
    secondsWithAgent: stayed ? call.seconds : outcome && onlyDialed ? untilDialed(findings) : null,
    secondsInQueue: onlyDialed ? 0 : null,
    secondsWithPerson: talk === 0 && !onlyDialed ? null : talk,
    outcome,
    endedReason: endedReason(findings, outcome, stayed),
    destinations: legs?.map(destination) ?? null,
    recordings,
  };
}

/** A record without the numbers and addresses of people. */
export function withoutPeople(record: CallRecord): CallRecord {
  const destinations = record.destinations?.map((one) => ({ ...one, to: null })) ?? null;
  return { ...record, from: null, to: null, destinations };
}

/**
 * An agent that lost the caller cannot know that the call went on: only the people who were dialed
 * afterwards show it. An unfinished record of a call that is over may only be late.
 */
function finalOutcome({ outcome, legs }: Findings): Outcome | null {
  if (outcome !== 'caller-hung-up' && outcome !== 'interrupted') return outcome;
  if (legs === null) return null;
  if (legs.length > 0) return 'interrupted';
  return outcome === 'caller-hung-up' ? outcome : null;
}

/** Whether the call ended with its first engagement, so that nobody else can have had it. */
function stayedWithAgent(outcome: Outcome, { endsWhenCompleted }: Findings): boolean {
  return outcome === 'caller-hung-up' || (outcome === 'completed' && endsWhenCompleted);
}

function untilDialed({ call, legs }: Findings): number | null {
  const [answered, dialed] = [answeredAt(call), legs?.[0]?.began];
  if (!answered || !dialed) return null;
  return Math.max(0, Math.round((dialed.getTime() - answered.getTime()) / 1_000));
}

const NOT_ANSWERED = ['busy', 'failed', 'no-answer', 'canceled'];

function endedReason(
  { call, legs, leavesNoTrace }: Findings,
  outcome: Outcome | null,
  stayed: boolean,
): EndedReason | null {
  if (call.status !== null && NOT_ANSWERED.includes(call.status)) return 'not-answered';
  if (stayed) return outcome === 'completed' ? 'agent-finished' : 'caller-hung-up';
  const last = legs?.at(-1);
  if (!last) return null;
  if (last.status === 'completed') return 'person-finished';
  return leavesNoTrace ? null : 'nobody-answered';
}

function destination(leg: Leg): Destination {
  return {
    kind: kindOf(leg.to ?? ''),
    result: leg.status,
    to: leg.to,
    began: iso(leg.began),
    answered: iso(answeredAt(leg)),
    seconds: leg.seconds,
  };
}

function kindOf(to: string): Destination['kind'] {
  if (/^\+\d/.test(to)) return 'number';
  if (/^sips?:/i.test(to)) return 'sip';
  return /^client:/i.test(to) ? 'client' : 'other';
}

/** Twilio keeps the start, the end and the length of a call, which counts from its answer. */
function answeredAt({ ended, seconds }: Leg): Date | null {
  return ended && seconds !== null ? new Date(ended.getTime() - seconds * 1_000) : null;
}

const iso = (date: Date | null) => date?.toISOString() ?? null;
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
