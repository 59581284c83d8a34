import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import type { Invocation } from '../runtime/function';
import { errorFields } from '../runtime/log';
import { readCall } from '../voice/call';
import { emptyContext } from '../voice/call-context';
import { readSpeech, sayGoodbye } from '../voice/speech';
import { flowReturnUrl, readReturn } from '../voice/studio';
import { readHandOffConfig } from './config';
import { startHandOff } from './hand-off';
import { nextDestination } from './next-destination';

/**
 * The last resort of every voice function: the fallback chain. It waits for nothing. If even that
 * breaks, as a custom `routing.ts` may, the caller hears an apology.
 */
export function fallBack(invocation: Invocation): TwilioResponse {
  const { event, environment, settings, log } = invocation;
  try {
    const call = readCall(event);
    const config = settings(readHandOffConfig(environment));
    const context = emptyContext(call.callSid);
    const handOff = startHandOff(call, 'failed', context, config);
    return nextDestination(invocation, handOff, config, context);
  } catch (error) {
    log.error('fallback-failed', errorFields(error));
    const speech = readSpeech({}).value;
    return sayGoodbye(speech, speech.messages.apology);
  }
}

/** What happens to a call that the agent cannot take: its flow gets it back, or it falls back. */
export function returnOrFallBack(invocation: Invocation): TwilioResponse {
  const { event, log } = invocation;
  const call = readCall(event);
  const returns = readReturn(event, call);
  if (returns.kind !== 'flow') return fallBack(invocation);
  const { engagement } = call;
  const response = new Twilio.twiml.VoiceResponse();
  response.redirect(flowReturnUrl(returns, { engagement, outcome: 'failed' }));
  log.info('returned-to-flow', { engagement, outcome: 'failed' });
  return twiml(response);
}
