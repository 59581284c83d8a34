import { type FunctionEvent, parameter, sid } from '../runtime/event';
import { readLine } from '../runtime/line';
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
  /** Whether this engagement resumes one that was interrupted. */
  readonly isResumed: boolean;
  /** When the caller began to hear the agent, in Unix seconds; undefined if our URL does not say. */
  readonly connectedAt: number | undefined;
  /**
   * What our own URL says of the recording of the call: its name while it runs, and the CallSid once it
   * has stopped. Undefined if the caller has not heard of one.
   */
  readonly recording: string | undefined;
  /** The name of the line that was called, if one service answers several; upper case. */
  readonly line: string | undefined;
  /** The voice agent that the URL names instead of the configured one. */
  readonly voiceAgent: string | undefined;
  /** How that agent is to work, in its own words. */
  readonly voiceAgentMode: string | undefined;
}

/** A call whose SID is known. Without one no agent can be told which call it is about. */
export type IdentifiedCall = Call & { readonly callSid: string };

export function hasCallSid(call: Call): call is IdentifiedCall {
  return call.callSid !== undefined;
}

/** Reads the call out of an event: what Twilio says about it, and what our own URLs carry. */
export function readCall(event: FunctionEvent): Call {
  return {
    callSid: sid(event, 'CallSid', 'CA'),
    accountSid: sid(event, 'AccountSid', 'AC'),
    status: parameter(event, 'CallStatus')?.toLowerCase(),
    from: partyParameter(event, 'From'),
    to: partyParameter(event, 'To'),
    direction: parameter(event, 'Direction'),
    engagement: readEngagement(event) ?? 1,
    isResumed: parameter(event, 'resumed') === '1',
    connectedAt: readWholeNumber(event, 'connectedAt'),
    recording: readRecordingName(event),
    line: readLine(event).value,
    voiceAgent: readToken(event, 'voiceAgent'),
    voiceAgentMode: readToken(event, 'voiceAgentMode'),
  };
}

/** The engagement that the URL names; undefined if it names none. */
export function readEngagement(event: FunctionEvent): number | undefined {
  const engagement = readWholeNumber(event, 'engagement');
  return engagement === 0 ? undefined : engagement;
}

/** The engagement as our URLs carry it: not at all if it is the first. */
export const laterEngagement = ({ engagement }: Pick<Call, 'engagement'>): number | undefined =>
  engagement === 1 ? undefined : engagement;

/** Up to 15 digits: a time in ms has 13, and more would not fit into a number. */
function readWholeNumber(event: FunctionEvent, name: string): number | undefined {
  const text = parameter(event, name);
  return text && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/**
 * The name of a recording, which begins with the CallSid: a Voice SDK app chooses its parameters before
 * the call has a SID, so it cannot keep its caller from hearing of the recording. A URL that has failed
 * is in `ErrorUrl`, and the call goes on at the fallback URL, which knows nothing of it.
 */
function readRecordingName(event: FunctionEvent): string | undefined {
  const callSid = sid(event, 'CallSid', 'CA');
  const failed = parameter(event, 'ErrorUrl') ?? '';
  const name =
    parameter(event, 'recording') ??
    (URL.canParse(failed) ? new URL(failed).searchParams.get('recording') : undefined);
  const isOurs = callSid !== undefined && name?.startsWith(callSid) === true;
  return isOurs && /^(-\d{1,15})?$/.test(name.slice(callSid.length)) ? name : undefined;
}

/** Goes into our URLs, which half a character or a megabyte would break. */
function readToken(event: FunctionEvent, name: string): string | undefined {
  const text = parameter(event, name);
  return text && /^[\x21-\x7e]{1,450}$/.test(text) ? text : undefined;
}

const FINAL_STATUSES = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** Whether Twilio says that the caller is gone: assumptions 1 and 2 of docs/assumptions.md. */
export function isOver(call: Call): boolean {
  return call.status !== undefined && FINAL_STATUSES.has(call.status);
}
