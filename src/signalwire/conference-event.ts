import { type FunctionEvent, parameter } from '../runtime/event';

/** SignalWire's SIDs are UUIDs; nothing else may go into a path or a name. */
const SID = /^[A-Za-z0-9-]{8,64}$/;

/** It goes into the log, where nothing else from outside may go. */
const STREAM_EVENT = /^[a-z-]{1,40}$/;

/** What an event says about its conference. */
export type ConferenceEvent =
  | { readonly kind: 'started' | 'joined' | 'ended'; readonly conferenceSid: string }
  /** What became of the stream that we started. */
  | { readonly kind: 'stream'; readonly status: string }
  | { readonly kind: 'other' };

const KINDS = new Map<string | undefined, 'started' | 'joined' | 'ended'>([
  ['conference-start', 'started'],
  ['participant-join', 'joined'],
  ['conference-end', 'ended'],
]);

export function readConferenceEvent(event: FunctionEvent): ConferenceEvent {
  const status = parameter(event, 'StreamEvent');
  if (status !== undefined) {
    return { kind: 'stream', status: STREAM_EVENT.test(status) ? status : 'unknown' };
  }
  const kind = KINDS.get(parameter(event, 'StatusCallbackEvent'));
  const conferenceSid = parameter(event, 'ConferenceSid') ?? '';
  return kind && SID.test(conferenceSid) ? { kind, conferenceSid } : { kind: 'other' };
}
