import type { Complaint } from './complaint';

export type Party =
  | 'caller'
  | 'twilio'
  | 'service'
  | 'asapp'
  | 'studio'
  | 'person'
  | 'queue'
  | 'elsewhere';

/** What a caller goes through: with the agent, hears words, hears ringing, waits in a queue … */
export type Stage = 'agent' | 'words' | 'ringing' | 'queue' | 'person' | 'message';

/** One line of a call's story. */
export interface CallEvent {
  /** Milliseconds since the call was placed. */
  at: number;
  from: Party;
  to: Party;
  /** In words, for instance `POST /engage` or `says "Goodbye."`. */
  what: string;
  /** The caller does not wait for it: a callback beside the call. */
  beside?: true;
  /** How long it took, in milliseconds. */
  ms?: number;
  /** What the caller is in once this line is complete. */
  begins?: Stage;
  /** HTTP status of the answer. */
  status?: number;
  /** What was sent along: a request's parameters, a stream's counts. */
  details?: Record<string, unknown>;
  /** The body of the answer: TwiML, or what came instead of it. */
  body?: string;
  complaint?: Complaint;
}
