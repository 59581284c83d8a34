import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import { parameter } from '../runtime/event';
import type { Invocation } from '../runtime/function';
import type { ForkOpening } from '../transcription/fork';
import type { Call } from '../voice/call';
import { emptyContext } from '../voice/call-context';
import { flowReturnUrl, readReturn } from '../voice/studio';
import { type HandOffConfig, readHandOffConfig } from './config';
import { type HandOff, startHandOff } from './hand-off';
import { nextDestination } from './next-destination';

/** Where a call goes after `/transcribe`: to a TwiML URL, back to its flow, or to a person. */
export type AfterFork =
  | { readonly kind: 'url'; readonly url: (isTranscribed: boolean) => string }
  | { readonly kind: 'hand-off'; readonly handOff: HandOff; readonly config: HandOffConfig };

/** Reads `next` (an https URL), else `flowSid`. If neither is given and valid, a person gets the call. */
export function readAfterFork(invocation: Invocation, call: Call): AfterFork {
  const { event, environment, settings, log } = invocation;
  const next = parameter(event, 'next');
  if (next !== undefined && isHttpsUrl(next)) return { kind: 'url', url: () => new URL(next).href };
  if (next !== undefined) {
    log.error('bad-request', {
      problems: [`next must be a percent-encoded https:// URL of at most ${MAX_URL} characters`],
    });
  }
  const returns = readReturn(event, call);
  if (returns.kind === 'flow') {
    const url = (transcribed: boolean) =>
      flowReturnUrl(returns, environment, { transcribed: String(transcribed) });
    return { kind: 'url', url };
  }
  const config = settings(readHandOffConfig(environment));
  const handOff = startHandOff(call, 'agent', emptyContext(call.callSid), config);
  return { kind: 'hand-off', handOff, config };
}

/** Longer URLs are refused along the way, and a whole TwiML document may have 64 kB. */
const MAX_URL = 4_000;

const isHttpsUrl = (text: string) =>
  /^https:\/\//i.test(text) && text.length <= MAX_URL && URL.canParse(text);

/**
 * Sends the call there.
 *
 * @param opening - undefined if the call is not transcribed
 */
export function continueAfterFork(
  invocation: Invocation,
  after: AfterFork,
  opening?: ForkOpening,
): TwilioResponse {
  if (after.kind === 'hand-off') {
    const { handOff, config } = after;
    const context = emptyContext(handOff.call.callSid);
    return nextDestination(invocation, handOff, config, context, opening);
  }
  const response = opening?.twiml ?? new Twilio.twiml.VoiceResponse();
  response.redirect(after.url(opening !== undefined));
  return twiml(response);
}
