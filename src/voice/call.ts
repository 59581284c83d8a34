import { type FunctionEvent, parameter, sid } from '../runtime/event';
import { partyParameter } from './parties';

/** One Twilio call, as far as a webhook or a widget describes it. */
export interface Call {
  /** `CA…` */
  readonly callSid: string | undefined;
  readonly accountSid: string | undefined;
  /** Twilio's `CallStatus`; undefined if it was not sent, which counts as in progress. */
  readonly status: string | undefined;
  /** The number or address of the other side, as Twilio gives it. */
  readonly from: string | undefined;
  /** The number or address of this side, as Twilio gives it. */
  readonly to: string | undefined;
  /** `inbound`, `outbound-api` or `outbound-dial`. */
  readonly direction: string | undefined;
  /** The number of this connection of the call to a voice agent; the first is 1. */
  readonly engagement: number;
  /** The name of the line that was called, if one service answers several; upper case. */
  readonly line: string | undefined;
  /** The voice agent that the URL names instead of the configured one. */
  readonly voiceAgent: string | undefined;
}

/** A call whose SID is known. Without one no agent can be told which call it is about. */
export type IdentifiedCall = Call & { readonly callSid: string };

export function hasCallSid(call: Call): call is IdentifiedCall {
  return call.callSid !== undefined;
}

/** Reads the call out of an event: what Twilio says about it, and what our own URLs carry. */
export function readCall(event: FunctionEvent): Call {
  const line = parameter(event, 'line');
  const voiceAgent = parameter(event, 'voiceAgent');
  return {
    callSid: sid(event, 'CallSid', 'CA'),
    accountSid: sid(event, 'AccountSid', 'AC'),
    status: parameter(event, 'CallStatus')?.toLowerCase(),
    from: partyParameter(event, 'From'),
    to: partyParameter(event, 'To'),
    direction: parameter(event, 'Direction'),
    engagement: readEngagement(parameter(event, 'engagement')),
    line: line && /^\w{1,40}$/.test(line) ? line.toUpperCase() : undefined,
    // It goes into our URLs, which half a character or a megabyte would break.
    voiceAgent: voiceAgent && /^[\x21-\x7e]{1,450}$/.test(voiceAgent) ? voiceAgent : undefined,
  };
}

/** No call comes near this many engagements; a larger number is not one of ours. */
const MOST_ENGAGEMENTS = 99;

function readEngagement(text: string | undefined): number {
  const engagement = text && /^\d{1,2}$/.test(text) ? Number(text) : 1;
  return engagement >= 1 && engagement <= MOST_ENGAGEMENTS ? engagement : 1;
}

const FINAL_STATUSES = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** Whether Twilio says that the caller is gone. */
export function isOver(call: Call): boolean {
  return call.status !== undefined && FINAL_STATUSES.has(call.status);
}
