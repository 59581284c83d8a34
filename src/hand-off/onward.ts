import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import { parameter } from '../runtime/event';
import type { Invocation } from '../runtime/function';
import { logProblems } from '../runtime/log';
import { type Call, readCall } from '../voice/call';
import { callContext } from '../voice/call-context';
import type { VoiceResponse } from '../voice/speech';
import { flowReturnUrl, type Return, readReturn } from '../voice/studio';
import { firstPosition, rescueCall } from './begin';
import { type HandOffConfig, readHandOffConfig } from './config';
import { handOn } from './hand-on';
import type { Position } from './position';

/** How a call goes on that has no voice agent before it: somebody's TwiML, its flow, or a person. */
export type Onward =
  | { readonly kind: 'next'; readonly url: string }
  | Extract<Return, { kind: 'flow' }>
  | { readonly kind: 'chain'; readonly position: Position; readonly config: HandOffConfig };

/** Reads `next` (an https URL), else `flowSid`; where neither is given or good, the agent chain. */
export function readOnward({ event, environment, log }: Invocation, call: Call): Onward {
  const next = parameter(event, 'next');
  if (next !== undefined) {
    if (isHttpsUrl(next)) return { kind: 'next', url: new URL(next).href };
    log.error('bad-request', {
      problems: [`next must be an https:// URL, percent-encoded, up to ${MAX_URL} characters`],
    });
  }
  const returns = readReturn(event, call);
  if (returns.kind === 'flow') return returns;
  const config = readHandOffConfig(environment, call.line);
  logProblems(log, config);
  const position = firstPosition(call, config.value, 'agent', callContext(call.callSid));
  return { kind: 'chain', position, config: config.value };
}

/** Longer URLs are refused along the way, and a whole document of Twilio's may have 64 kB. */
const MAX_URL = 4_000;

const isHttpsUrl = (text: string) =>
  /^https:\/\//i.test(text) && text.length <= MAX_URL && URL.canParse(text);

/** The same without a transcription; if even that breaks, the fallback chain. */
export function rescueOnward(invocation: Invocation): TwilioResponse {
  const call = readCall(invocation.event);
  try {
    return goOn(invocation, readOnward(invocation, call));
  } catch {
    return rescueCall(invocation, call);
  }
}

/**
 * Sends the call on.
 *
 * @param beginning - verbs that stand before that, if the call is transcribed from here on
 */
export function goOn(
  invocation: Invocation,
  onward: Onward,
  beginning?: VoiceResponse,
): TwilioResponse {
  const isTranscribed = beginning !== undefined;
  if (onward.kind === 'chain') {
    const { position, config } = onward;
    const context = callContext(position.call.callSid);
    return handOn(invocation, { ...position, isTranscribed }, config, context, beginning);
  }
  const response = beginning ?? new Twilio.twiml.VoiceResponse();
  response.redirect(
    onward.kind === 'next'
      ? onward.url
      : flowReturnUrl(onward, { transcribed: String(isTranscribed) }),
  );
  return twiml(response);
}
