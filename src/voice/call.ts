import { type FunctionEvent, parameter, sid } from '../runtime/event';
import { partyParameter } from './parties';

/** One Twilio call, as far as a webhook or a widget tells of it. */
export interface Call {
  /** `CA…`; without it nothing can be asked of the voice agent. */
  readonly callSid: string | undefined;
  readonly accountSid: string | undefined;
  /** Twilio's `CallStatus`; undefined where it was not sent, which counts as in progress. */
  readonly status: string | undefined;
  /** The number or address of the other side, as Twilio gives it. */
  readonly from: string | undefined;
  /** `inbound`, `outbound-api` or `outbound-dial`. */
  readonly direction: string | undefined;
  /** Which connection of the call to a voice agent this is about; the first is 1. */
  readonly engagement: number;
  /** The name of the line that was called, where one service answers several; upper case. */
  readonly line: string | undefined;
  /** The voice agent that the URL asks for instead of the configured one. */
  readonly voiceAgent: string | undefined;
}

/** Reads the call out of an event: what Twilio says of it, and what our own URLs carry. */
export function readCall(event: FunctionEvent): Call {
  const line = parameter(event, 'line');
  const voiceAgent = parameter(event, 'voiceAgent');
  return {
    callSid: sid(event, 'CallSid', 'CA'),
    accountSid: sid(event, 'AccountSid', 'AC'),
    status: parameter(event, 'CallStatus')?.toLowerCase(),
    from: partyParameter(event, 'From'),
    direction: parameter(event, 'Direction'),
    engagement: readEngagement(parameter(event, 'engagement')),
    line: line && /^\w{1,40}$/.test(line) ? line.toUpperCase() : undefined,
    // It goes into URLs again, which half a character or a megabyte would break.
    voiceAgent: voiceAgent && /^[\x21-\x7e]{1,450}$/.test(voiceAgent) ? voiceAgent : undefined,
  };
}

/** No call comes near so many engagements; a larger number is not one of ours. */
const MOST_ENGAGEMENTS = 99;

function readEngagement(text: string | undefined): number {
  const engagement = text && /^\d{1,2}$/.test(text) ? Number(text) : 1;
  return engagement >= 1 && engagement <= MOST_ENGAGEMENTS ? engagement : 1;
}

/**
 * ASAPP's id for one engagement: the CallSid for the first and `<CallSid>-<n>` after that. ASAPP wants
 * a new id for each attempt; the conversation's id stays the CallSid, which resumes it.
 */
export function callTransferId(callSid: string, engagement: number): string {
  return engagement === 1 ? callSid : `${callSid}-${engagement}`;
}

const FINAL_STATUSES = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** Whether Twilio says that nobody is on the line any more. */
export function isOver(call: Call): boolean {
  return call.status !== undefined && FINAL_STATUSES.has(call.status);
}
