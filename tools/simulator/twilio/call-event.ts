import type { Alert } from './alert';

export type Party =
  | 'caller'
  | 'twilio'
  | 'service'
  | 'asapp'
  /** A media-stream server that is not ASAPP's: Clerk's, or a custom one. */
  | 'media server'
  | 'studio'
  | 'person'
  | 'queue'
  | 'elsewhere';

/** What a caller experiences: with the agent, hears words, hears ringing, waits in a queue … */
export type Stage = 'agent' | 'words' | 'ringing' | 'queue' | 'person' | 'message';

/** One line of a call's time line. */
export interface CallEvent {
  /** Milliseconds since the call was placed. */
  at: number;
  from: Party;
  to: Party;
  /** In words, for instance `POST /engage` or `says "Goodbye."`. */
  what: string;
  /** A callback: the caller does not wait for it. */
  background?: true;
  /** How long it took, in milliseconds. */
  ms?: number;
  /** What begins for the caller when this line is complete. */
  begins?: Stage;
  /** The call is recorded from here on, or no longer. */
  recording?: 'starts' | 'stops';
  /** HTTP status of the answer. */
  status?: number;
  /** Of a request: where it was sent, without its query. */
  url?: string;
  /** The content type of the answer. */
  contentType?: string;
  /** A request's parameters, a stream's counts. */
  details?: Record<string, unknown>;
  /** The body of the answer: TwiML, or what arrived instead. */
  body?: string;
  alert?: Alert;
}
