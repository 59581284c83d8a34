/**
 * What the console's page and its server say to each other. Types only, and nothing of Node's: the
 * page is built from them too. Text frames hold these messages as JSON; binary frames hold 20 ms of
 * μ-law each, from the microphone one way and for the loudspeaker the other way.
 */
import type { CallRequest } from '../local/call-request';
import type { FromTwilio, ToTwilio } from '../media-stream/messages';
import type { Alert } from '../twilio/alert';
import type { End } from '../twilio/call/end';
import type { CallEvent } from '../twilio/call-event';

/** A call, as the page shows it and as it is exported. */
export interface CallRecord {
  callSid: string;
  /** ISO 8601. */
  placedAt: string;
  request: CallRequest;
  events: CallEvent[];
  streams: StreamLog[];
  /** Absent while the call goes on. */
  over?: { end: End; endedWell: boolean; ms: number; alerts: Alert[] };
}

/** A TaskRouter task, as the page shows it. */
export interface TaskRecord {
  sid: string;
  workflowSid: string;
  status: string;
  /** ISO 8601: since when it counts as waiting. */
  since: string;
  attributes: Record<string, unknown>;
}

/** What went over the socket of one media stream, in order. */
export interface StreamLog {
  streamSid: string;
  entries: StreamEntry[];
}

/** A message; or the audio between two others, counted, with the first frame of each direction. */
export type StreamEntry =
  | { kind: 'message'; from: 'twilio' | 'server'; message: FromTwilio | ToTwilio }
  | {
      kind: 'media';
      fromTwilio: number;
      fromServer: number;
      samples: (FromTwilio | ToTwilio)[];
    };

export type ToPage =
  | {
      type: 'welcome';
      agent: 'local' | 'real';
      service: string;
      calls: CallRecord[];
      tasks: TaskRecord[];
    }
  /** The tasks have changed: all of them, the newest first. */
  | { type: 'tasks'; tasks: TaskRecord[] }
  /** A call has begun, or is over. */
  | { type: 'call'; call: CallRecord }
  | { type: 'event'; callSid: string; event: CallEvent }
  | { type: 'streams'; callSid: string; streams: StreamLog[] }
  /** This page's own phone; `callSid` from when its call has begun. */
  | { type: 'phone'; state: 'idle' | 'preparing' | 'calling'; callSid?: string }
  /** How loud both sides are, from 0 to 1, ten times a second. */
  | { type: 'levels'; caller: number; agent: number }
  /** Drop audio that has not been played yet. */
  | { type: 'hush' }
  | { type: 'refused'; reason: string };

export type FromPage =
  /** Without a microphone the caller says a recorded sentence. */
  | { type: 'place'; request: Partial<CallRequest>; microphone: boolean }
  | { type: 'key'; digit: string }
  | { type: 'hang-up' };
