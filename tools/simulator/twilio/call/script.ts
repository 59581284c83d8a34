/** What a caller is in the middle of. */
export type Moment =
  | 'say'
  | 'play'
  | 'pause'
  | 'gather'
  | 'stream'
  | 'dial'
  | 'whisper'
  | 'talk'
  | 'queue'
  | 'record';

export const moments: readonly Moment[] = [
  'say',
  'play',
  'pause',
  'gather',
  'stream',
  'dial',
  'whisper',
  'talk',
  'queue',
  'record',
];

/** The caller hangs up in the `nth` such moment (1, the first), `afterMs` into it (0). */
export interface HangUp {
  during: Moment;
  afterMs?: number;
  nth?: number;
}

/**
 * What happens when somebody is called:
 * - `answered`: a person takes the call, and presses 1 where a whisper asks for it
 * - `busy`, `no-answer`, `failed`: nobody does
 * - `declined`: a person takes it, hears the whisper and hangs up
 * - `voicemail-box`: a machine takes it and presses nothing
 */
export type Answerer = 'answered' | 'busy' | 'no-answer' | 'failed' | 'declined' | 'voicemail-box';

export const answerers: readonly Answerer[] = [
  'answered',
  'busy',
  'no-answer',
  'failed',
  'declined',
  'voicemail-box',
];

/** Who is called: `to` as it stands in the noun, for instance `+15551234567` or `sip:a@b`. */
export interface Callee {
  noun: 'Number' | 'Sip' | 'Client';
  to: string;
}

/**
 * What becomes of a caller in a queue:
 * - `bridged`: a person takes the call after `afterMs`
 * - `waits`: nobody comes; only the wait TwiML (or the caller) ends it
 * - the others: the queue itself gives the call back at once, with this QueueResult
 */
export type QueueFate =
  | { result: 'bridged'; afterMs?: number }
  | { result: 'waits' }
  | { result: 'queue-full' | 'error' | 'system-error' | 'redirected' };

/** What the caller does at the tone: speaks for so long, and ends with a key or by hanging up. */
export interface Message {
  seconds: number;
  ends: 'key' | 'silence' | 'hang-up';
}

/** What the people and places around a call do; all of it has a default. */
export interface CallScript {
  hangUp?: HangUp;
  /** In the order of dialling, or decided per callee; everybody answers once the list is empty. */
  answers?: readonly Answerer[] | ((callee: Callee) => Answerer);
  /** In the order of queueing; a person answers after 3 s once the list is empty. */
  queues?: readonly QueueFate[];
  message?: Message;
  /** What the caller presses at each `<Gather>`; nothing once the list is empty. */
  digits?: readonly string[];
  /** Keys pressed while a stream is open. */
  streamKeys?: readonly { digit: string; atMs: number }[];
  /** How long caller and person talk before the person hangs up, in milliseconds. */
  talkMs?: number;
  /** How long the caller talks with an agent before hanging up on it, in milliseconds (60,000). */
  streamMs?: number;
  /** How long the caller stays in a queue before giving up, in milliseconds (900,000). */
  patienceMs?: number;
}

/** Takes the next of a list, or what a function says; `standard` once nothing is left. */
export function taker<Item, Of>(
  source: readonly Item[] | ((of: Of) => Item) | undefined,
  standard: Item,
): (of: Of) => Item {
  if (typeof source === 'function') return source;
  const left = [...(source ?? [])];
  return () => left.shift() ?? standard;
}
