import * as v from 'valibot';
import type { Entry } from '../logs/entry';

/** As much of a record as a report needs; records of other versions may have more or less. */
const record = v.object({
  callSid: v.string(),
  line: v.nullish(v.string()),
  began: v.nullish(v.string()),
  outcome: v.nullish(v.string()),
  secondsWithAgent: v.nullish(v.number()),
  destinations: v.nullish(
    v.array(
      v.object({
        kind: v.string(),
        result: v.nullish(v.string()),
        began: v.nullish(v.string()),
        answered: v.nullish(v.string()),
      }),
    ),
  ),
});
type LoggedRecord = v.InferOutput<typeof record>;

/** What became of one call: its record, with what the other lines of the log know besides. */
export interface CallStory {
  readonly callSid: string;
  readonly began: Date;
  /** In upper case; undefined if the call had none. */
  readonly line: string | undefined;
  readonly outcome: string | undefined;
  /** The kind of destination that took the call, such as `number` or `queue`; `callback` if the caller is to be called back. */
  readonly takenBy: string | undefined;
  /** Whether the caller hung up while waiting in a queue. */
  readonly isAbandoned: boolean;
  readonly secondsWithAgent: number | undefined;
  /** From the moment when the first person was called, or the call queued, until somebody answered. */
  readonly secondsUntilAnswer: number | undefined;
}

/** The stories of all calls that have a record, and the number of calls that reached an agent without one. */
export function readStories(lines: readonly Entry[]): {
  readonly stories: readonly CallStory[];
  readonly withoutRecord: number;
} {
  const byCall = new Map<string, Entry[]>();
  for (const line of lines) {
    if (line.callSid === undefined) continue;
    const known = byCall.get(line.callSid);
    if (known) known.push(line);
    else byCall.set(line.callSid, [line]);
  }
  const stories: CallStory[] = [];
  let withoutRecord = 0;
  for (const ofCall of byCall.values()) {
    const story = storyOf(ofCall);
    if (story) stories.push(story);
    else if (ofCall.some(({ event }) => event === 'engaged')) withoutRecord += 1;
  }
  return { stories, withoutRecord };
}

function storyOf(lines: readonly Entry[]): CallStory | undefined {
  const last = lines.findLast(({ event }) => event === 'call-record');
  const parsed = v.safeParse(record, last?.fields.record);
  if (!last || !parsed.success) return undefined;
  const { output } = parsed;
  const attempts = readAttempts(lines);
  const taker = attempts.find((attempt) => hasTaken(attempt, output));
  const takenBy = attempts.length > 0 ? taker?.kind : personIn(output)?.kind;
  const isCalledBack = lines.some(({ event }) => event === 'callback-promised');
  return {
    callSid: output.callSid,
    began: new Date(output.began ?? last.at),
    line: output.line ?? undefined,
    outcome: lastOutcome(lines) ?? output.outcome ?? undefined,
    takenBy: isCalledBack ? 'callback' : takenBy,
    // Twilio may report the end of a call that gets a callback like a hang-up.
    isAbandoned: !isCalledBack && attempts.some(isAbandoned),
    secondsWithAgent: output.secondsWithAgent ?? engagedSeconds(lines),
    secondsUntilAnswer: secondsUntilAnswer(attempts, taker, output),
  };
}

const CONCLUSIONS = ['call-complete', 'call-transfer-state'];
const WITHOUT_AGENT = ['returned-to-flow', 'hand-off'];

/** The outcome of the last engagement; if no agent was reached, that of the hand-off. */
function lastOutcome(lines: readonly Entry[]): string | undefined {
  const last = (events: readonly string[]) =>
    lines.findLast(({ event }) => events.includes(event))?.fields.outcome;
  const outcome = last(CONCLUSIONS) ?? last(WITHOUT_AGENT);
  return typeof outcome === 'string' ? outcome : undefined;
}

/** The time from each connection to an agent until its end, all together. */
function engagedSeconds(lines: readonly Entry[]): number | undefined {
  let total: number | undefined;
  let since: Date | undefined;
  for (const { event, at } of lines) {
    if (event === 'engaged') since = at;
    if (since && (CONCLUSIONS.includes(event) || event === 'outcome-unknown')) {
      total = (total ?? 0) + (at.getTime() - since.getTime()) / 1_000;
      since = undefined;
    }
  }
  return total;
}

/** One destination that was tried. */
interface Attempt {
  readonly kind: string;
  /** When the call was sent there. */
  readonly at: Date;
  /** The line of its `hand-off-result`. */
  readonly result: Entry | undefined;
}

function readAttempts(lines: readonly Entry[]): Attempt[] {
  const attempts: Attempt[] = [];
  for (const line of lines) {
    const kind = line.fields.status;
    const last = attempts.at(-1);
    if (line.event === 'hand-off' && typeof kind === 'string' && kind !== 'words') {
      attempts.push({ kind, at: line.at, result: undefined });
    } else if (line.event === 'hand-off-result' && last) {
      attempts[attempts.length - 1] = { ...last, result: line };
    }
  }
  return attempts;
}

const QUEUES = ['queue', 'workflow'];
const GIVES_THE_CALL_AWAY = ['flow', 'url'];

function hasTaken(attempt: Attempt, output: LoggedRecord): boolean {
  return (
    GIVES_THE_CALL_AWAY.includes(attempt.kind) ||
    ['answered', 'recorded', 'taken'].includes(String(attempt.result?.fields.status)) ||
    wasBridged(attempt, output)
  );
}

/** Whether a caller who has hung up had a person on the line by then. */
function wasBridged({ kind, result }: Attempt, output: LoggedRecord): boolean {
  if (result?.fields.status !== 'caller-gone') return false;
  if (QUEUES.includes(kind)) return String(result.fields.queueResult).includes('bridg');
  return personIn(output)?.kind === kind;
}

function isAbandoned(attempt: Attempt): boolean {
  const { kind, result } = attempt;
  if (!QUEUES.includes(kind) || result?.fields.status !== 'caller-gone') return false;
  return !String(result.fields.queueResult).includes('bridg');
}

/** The person who answered last, as far as the record knows. */
function personIn({ destinations }: LoggedRecord) {
  const last = destinations?.at(-1);
  return last?.result === 'completed' ? last : undefined;
}

/** The record knows when legs began and were answered; only the log knows of queues. */
function secondsUntilAnswer(
  attempts: readonly Attempt[],
  taker: Attempt | undefined,
  output: LoggedRecord,
): number | undefined {
  const queued = attempts.find(({ kind }) => QUEUES.includes(kind));
  const person = personIn(output);
  const firstLeg = output.destinations?.[0]?.began;
  const began = queued ? firstPersonAt(attempts) : firstLeg && new Date(firstLeg);
  if (!began) return undefined;
  if (taker && QUEUES.includes(taker.kind)) {
    const waited = taker.result?.fields.ms;
    if (typeof waited !== 'number') return undefined;
    return (taker.at.getTime() - began.getTime() + waited) / 1_000;
  }
  if (!person?.answered) return undefined;
  return (Date.parse(person.answered) - began.getTime()) / 1_000;
}

const firstPersonAt = (attempts: readonly Attempt[]) =>
  attempts.find(({ kind }) => [...QUEUES, 'number', 'sip', 'client'].includes(kind))?.at;
