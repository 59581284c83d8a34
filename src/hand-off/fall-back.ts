import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import type { Invocation } from '../runtime/function';
import { errorFields } from '../runtime/log';
import type { ForkOpening } from '../transcription/fork';
import { readCall } from '../voice/call';
import { type CallContext, emptyContext } from '../voice/call-context';
import { availabilityNow, readOpeningHours } from '../voice/opening-hours-config';
import type { Outcome } from '../voice/outcome';
import { readRecording, recordWhatFollows } from '../voice/recording';
import { readSpeech, sayGoodbye } from '../voice/speech';
import { flowReturnUrl, type Return, readReturn } from '../voice/studio';
import { type HandOffConfig, readHandOffConfig } from './config';
import { failedDestinations } from './failed-destinations';
import { type HandOff, startHandOff } from './hand-off';
import { nextDestination } from './next-destination';

/**
 * The last resort of every voice function: the fallback chain. It waits for nothing. If even that
 * breaks, as a custom `routing.ts` may, the caller hears an apology.
 */
export function fallBack(invocation: Invocation): TwilioResponse {
  return useFallbackChain(invocation);
}

/** The same after an error that Twilio reports to a fallback URL, without what has just failed. */
export function fallBackAfterError(invocation: Invocation): TwilioResponse {
  return useFallbackChain(invocation, failedDestinations);
}

function useFallbackChain(
  invocation: Invocation,
  failed?: typeof failedDestinations,
): TwilioResponse {
  const { event, environment, settings, log } = invocation;
  try {
    const call = readCall(event);
    const config = settings(readHandOffConfig(environment));
    const context = emptyContext(call.callSid);
    const hasFailed = failed?.(event, call, config);
    const handOff = startHandOff(call, 'failed', context, config, hasFailed);
    return nextDestination(invocation, handOff, config, context);
  } catch (error) {
    log.error('fallback-failed', errorFields(error));
    const speech = readSpeech({}).value;
    return sayGoodbye(speech, speech.messages.apology);
  }
}

/** What happens to a call that the agent cannot take: its flow gets it back, or it falls back. */
export function returnOrFallBack(invocation: Invocation): TwilioResponse {
  const { event } = invocation;
  const returns = readReturn(event, readCall(event));
  return returns.kind === 'flow'
    ? returnToFlow(invocation, returns, 'failed')
    : fallBack(invocation);
}

/**
 * The next destination of a hand-off. If a flow has started it and none is left, the flow gets the call
 * back.
 *
 * @param context - what the agent learned; by default nothing
 */
export function returnOrNextDestination(
  invocation: Invocation,
  handOff: HandOff,
  config: HandOffConfig,
  context: CallContext = emptyContext(handOff.call.callSid),
  opening?: ForkOpening | undefined,
): TwilioResponse {
  const returns = readReturn(invocation.event, handOff.call);
  return handOff.chain.length === 0 && returns.kind === 'flow'
    ? returnToFlow(invocation, returns, handOff.outcome)
    : nextDestination(invocation, handOff, config, context, opening);
}

/** Returns a call to its flow without connecting it, and says why. */
export function returnToFlow(
  { event, environment, settings, log }: Invocation,
  returns: Extract<Return, { kind: 'flow' }>,
  outcome: Outcome,
): TwilioResponse {
  const call = readCall(event);
  const { engagement } = call;
  const isOpen = availabilityNow(settings(readOpeningHours(environment)))?.isOpen;
  const response = new Twilio.twiml.VoiceResponse();
  const recording = settings(readRecording(environment));
  const speech = settings(readSpeech(environment));
  const returned = recordWhatFollows(response, call, recording, speech, true);
  const known = { engagement, outcome, recording: returned.recording, isOpen };
  response.redirect(flowReturnUrl(returns, environment, known));
  log.info('returned-to-flow', { engagement, outcome });
  return twiml(response);
}
