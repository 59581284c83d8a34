import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import type { Invocation } from '../runtime/function';
import { errorFields } from '../runtime/log';
import type { Call } from '../voice/call';
import { type CallContext, callContext } from '../voice/call-context';
import type { Outcome } from '../voice/outcome';
import { route } from '../voice/routing';
import { readSpeech } from '../voice/speech';
import { type HandOffConfig, readHandOffConfig } from './config';
import { sayGoodbye } from './goodbye';
import { handOn } from './hand-on';
import type { Position } from './position';

/** A call before the first destination of the chain that its outcome and context choose. */
export function firstPosition(
  call: Call,
  { destinations }: HandOffConfig,
  outcome: Outcome,
  context: CallContext,
): Position {
  const chain = route(outcome, context, destinations);
  return { call, chain, step: -1, outcome, isTranscribed: false };
}

/** Sends a call to the first destination of the chain that its outcome and context choose. */
export function beginHandOff(
  invocation: Invocation,
  call: Call,
  config: HandOffConfig,
  outcome: Outcome,
  context: CallContext = callContext(call.callSid),
): TwilioResponse {
  return handOn(invocation, firstPosition(call, config, outcome, context), config, context);
}

/**
 * The last resort of every voice function: the fallback chain, with nothing asked and nothing awaited.
 * If even that breaks, as a routing of one's own may, the caller hears an apology.
 */
export function rescueCall(invocation: Invocation, call: Call): TwilioResponse {
  try {
    const { value: values } = readHandOffConfig(invocation.environment, call.line);
    return beginHandOff(invocation, call, values, 'failed');
  } catch (error) {
    invocation.log.error('fallback-failed', errorFields(error));
    const speech = readSpeech({}).value;
    return sayGoodbye(speech, speech.messages.apology);
  }
}
