import '@twilio-labs/serverless-runtime-types';
import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import type { Invocation } from '../runtime/function';
import { readLine } from '../runtime/line';
import { errorFields } from '../runtime/log';
import { serviceUrl } from '../voice/urls';

/** What the file of /hand-off exports for /engage. */
interface HandOffCode {
  readonly returnOrFallBack: typeof import('./fall-back').returnOrFallBack;
  readonly withoutAgent: typeof import('./without-agent').withoutAgent;
}

/**
 * Loads the code of a hand-off from the file of /hand-off. It is a third of the code, /engage needs it for
 * few calls, and a new process answers sooner without it. A relative `require` would fail in Twilio's
 * cloud. That file is a bundle of its own: what is passed to it must not depend on a class or a variable
 * of a module.
 *
 * @throws if the runtime does not know the function
 * @see https://www.twilio.com/docs/serverless/functions-assets/client
 */
export function loadHandOff(): HandOffCode {
  return require(Runtime.getFunctions()['hand-off']?.path ?? '');
}

/** What happens to a call that the agent cannot take. If that cannot be loaded, /fallback gets the call. */
export function returnOrFallBack(invocation: Invocation): TwilioResponse {
  const { event, domainName, log } = invocation;
  try {
    return loadHandOff().returnOrFallBack(invocation);
  } catch (error) {
    log.error('fallback-failed', errorFields(error));
    const response = new Twilio.twiml.VoiceResponse();
    response.redirect(serviceUrl(domainName, '/fallback', { line: readLine(event).value }));
    return twiml(response);
  }
}
