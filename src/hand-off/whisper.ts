import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { emptyTwiml, hangUp, twiml } from '../runtime/answer';
import { type FunctionEvent, parameter, sid } from '../runtime/event';
import type { Invocation } from '../runtime/function';
import { type Call, readCall } from '../voice/call';
import type { CallContext } from '../voice/call-context';
import { say } from '../voice/speech';
import { serviceUrl } from '../voice/urls';
import type { HandOffConfig } from './config';
import { whisperText } from './context/whisper-text';

/** How long a person has to press a key after the words, in seconds. */
const ACCEPT_SECONDS = 8;

interface Whisper extends Pick<CallContext, 'summary' | 'isSummaryLate'> {
  /** The caller's call. The request itself is about the person's leg. */
  readonly call: Call;
  /** The key that the person pressed when asked; empty if none, undefined if not asked yet. */
  readonly pressed: string | undefined;
}

export function readWhisper(event: FunctionEvent): Whisper {
  const callSid = sid(event, 'callSid', 'CA') ?? sid(event, 'ParentCallSid', 'CA');
  const asked = parameter(event, 'accept') !== undefined;
  return {
    call: { ...readCall(event), callSid },
    pressed: asked ? (parameter(event, 'Digits') ?? '') : undefined,
    summary: parameter(event, 'summary'),
    isSummaryLate: parameter(event, 'summarize') === '1',
  };
}

/**
 * The words, and with `WHISPER_ACCEPT` the question. The end of the document bridges the caller, a
 * hang-up declines; so a voicemail box, which never presses 1, cannot take the call.
 */
export function whisper(
  { domainName, log }: Pick<Invocation, 'domainName' | 'log'>,
  call: Call,
  config: HandOffConfig,
  context: CallContext,
): TwilioResponse {
  const { speech, whisperVariables, whisperAccept } = config;
  const question = whisperAccept ? speech.messages.whisperAccept : '';
  const { kept, leftOut } = whisperText(context, whisperVariables, speech, question);
  log.info('whisper', { callSid: call.callSid, names: leftOut });
  const response = new Twilio.twiml.VoiceResponse();
  if (!whisperAccept) {
    say(response, speech, kept.join(' '));
    return twiml(response);
  }
  const action = serviceUrl(domainName, '/whisper', { callSid: call.callSid, accept: 1 });
  const gather = response.gather({ numDigits: 1, timeout: ACCEPT_SECONDS, action });
  say(gather, speech, [...kept, question].join(' '));
  response.hangup();
  return twiml(response);
}

/** 1 bridges the caller. Anything else declines, and the next destination is tried. */
export function answerWhisper(pressed: string): TwilioResponse {
  return pressed === '1' ? emptyTwiml() : hangUp();
}
