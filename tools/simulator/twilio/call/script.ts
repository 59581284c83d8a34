/** What a caller is doing. */
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
 * What happens when a person is called:
 * - `answered`: a person takes the call, and presses 1 if the whisper asks for it
 * - `busy`, `no-answer`, `failed`: nobody answers
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

/** The person to call: `to` as in the noun, for instance `+15551234567` or `sip:a@b`. */
export interface Callee {
  noun: 'Number' | 'Sip' | 'Client';
  to: string;
}

/** What a SIP host asks for before it lets a call in. */
export interface SipCredentials {
  username: string;
  password: string;
}

/**
 * What happens to a caller in a queue:
 * - `bridged`: a person takes the call after `afterMs`
 * - `waits`: nobody answers; only the wait TwiML or the caller ends it
 * - the others: the queue returns the call at once, with this QueueResult
 */
export type QueueScript =
  | { result: 'bridged'; afterMs?: number }
  | { result: 'waits' }
  | { result: 'queue-full' | 'error' | 'system-error' | 'redirected' };

/**
 * What the caller does at the tone: speaks for so long, and ends with a key, with silence or by hanging
 * up. With `unrecorded`, Twilio makes no recording of it.
 */
export interface Message {
  seconds: number;
  ends: 'key' | 'silence' | 'hang-up' | 'unrecorded';
}

/** What people do in a call, and what happens in queues; everything has a default. */
export interface CallScript {
  hangUp?: HangUp;
  /** In the order of dialling, or decided per callee; everybody answers once the list is empty. */
  answers?: readonly Answerer[] | ((callee: Callee) => Answerer);
  /** In the order of queueing; a person answers after 3 s once the list is empty. */
  queues?: readonly QueueScript[];
  message?: Message;
  /** Every SIP host asks for these; without them, or with others, it refuses the call with 403. */
  sipCredentials?: SipCredentials;
  /** How long audio files play, in seconds, by their URL (2); 0 is one that cannot be played. */
  playSeconds?: Readonly<Record<string, number>>;
  /**
   * Whether a Redirect or a Gather in a queue leads to a request without `QueueTime` and the like. No
   * document says; by default they are sent with every request.
   */
  omitQueueTime?: boolean;
  /** Whether the agent says goodbye before it ends its stream: then the call may end without other words. */
  agentSaysGoodbye?: boolean;
  /** `absent`: Twilio makes no recording of the call, and says so in its Debugger. */
  recording?: 'absent';
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

/** Takes items from a list or a function; `standard` once the list is empty. */
export function taker<Item, Of>(
  source: readonly Item[] | ((of: Of) => Item) | undefined,
  standard: Item,
): (of: Of) => Item {
  if (typeof source === 'function') return source;
  const left = [...(source ?? [])];
  return () => left.shift() ?? standard;
}
