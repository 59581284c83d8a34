import type { CallEvent, Stage } from '../twilio/call-event';

/**
 * What a caller's time is spent on: a stage of the call, or waiting.
 * - `service`: a webhook; `asapp`: the part of it in which the service waits for ASAPP
 * - `stream`: the media stream is being opened
 * - `between`: none of these
 */
export type Spending = Stage | 'service' | 'asapp' | 'stream' | 'between';

export interface Stretch {
  spending: Spending;
  /** Milliseconds since the call was placed. */
  from: number;
  to: number;
}

/** Where the caller's time went: the call, cut into stretches, in order and without a gap. */
export function stretches(events: readonly CallEvent[], until: number): Stretch[] {
  const foreground = events.filter((event) => event.background === undefined);
  const waits = foreground.flatMap(waitOf);
  const changes = foreground.flatMap(changeOf).sort((one, other) => one.at - other.at);
  const cuts = [...waits.flatMap(({ from, to }) => [from, to]), ...changes.map(({ at }) => at)];
  const times = [...new Set([0, ...cuts, until])]
    .filter((at) => at >= 0 && at <= until)
    .sort((one, other) => one - other);

  const found: Stretch[] = [];
  for (const [index, to] of times.slice(1).entries()) {
    const from = times[index] ?? 0;
    const spending = spendingAt(from, to, waits, changes);
    const last = found.at(-1);
    if (last?.spending === spending) last.to = to;
    else found.push({ spending, from, to });
  }
  return found;
}

interface Change {
  at: number;
  stage: Stage | 'between';
}

function spendingAt(from: number, to: number, waits: Stretch[], changes: Change[]): Spending {
  const change = changes.findLast(({ at }) => at <= from);
  const stage = change?.stage ?? 'between';
  // Requests meanwhile (a whisper, the next hold music) do not make the caller wait.
  if (stage === 'ringing' || stage === 'queue') return stage;
  const now = waits.filter((wait) => wait.from <= from && wait.to >= to);
  const wait = now.find(({ spending }) => spending === 'asapp') ?? now[0];
  if (wait !== undefined) return wait.spending;
  // No line marks the end of words and messages: the next request does.
  const asked = waits.some((each) => each.from >= (change?.at ?? 0) && each.from < to);
  return asked && (stage === 'words' || stage === 'message') ? 'between' : stage;
}

const agents: readonly string[] = ['asapp', 'media server'];
const servers: readonly string[] = ['service', 'studio', 'elsewhere'];

/** A request that the caller waits for, from its sending to its answer. */
function waitOf({ from, to, at, ms, begins }: CallEvent): Stretch[] {
  if (ms === undefined) return [];
  const spent = (spending: Spending) => [{ spending, from: at, to: at + ms }];
  if (from === 'service' && to === 'asapp') return spent('asapp');
  if (begins === 'agent') return spent('stream');
  return from === 'twilio' && servers.includes(to) ? spent('service') : [];
}

/** When the caller enters another stage. */
function changeOf({ at, ms = 0, begins, from, to, what }: CallEvent): Change[] {
  if (begins !== undefined) return [{ at: at + ms, stage: begins }];
  const leftAgent =
    (agents.includes(from) && to === 'twilio') || (from === 'caller' && agents.includes(to));
  // The call returns from a person or a queue. A person who answers may hear a whisper first.
  const back = (from === 'person' || from === 'queue') && to === 'twilio';
  const change = leftAgent || (back && !what.endsWith('answers'));
  return change ? [{ at: at + ms, stage: 'between' }] : [];
}
