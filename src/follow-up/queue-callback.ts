import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { readHandOffConfig } from '../hand-off/config';
import { secondsWaited } from '../hand-off/hold-music';
import { readWaitingCall, waitingUrl } from '../hand-off/waiting-call';
import { twiml } from '../runtime/answer';
import { parameter } from '../runtime/event';
import type { Invocation } from '../runtime/function';
import { numberToCall } from '../voice/parties';
import { say, sayGoodbye } from '../voice/speech';
import { takeCallback } from './take-callback';

/**
 * What a caller hears who has pressed a key in a queue: with the right one, that they will be called
 * back, and the call ends. In a queue `<Hangup>` ends the call, as a hang-up of the caller does.
 *
 * @see https://www.twilio.com/docs/voice/twiml/enqueue#attributes-waiturl
 */
export async function queueCallback(invocation: Invocation): Promise<TwilioResponse> {
  const { event, environment } = invocation;
  const { callback, speech } = readHandOffConfig(environment).value;
  const waiting = readWaitingCall(event);
  const isWanted = callback !== undefined && parameter(event, 'Digits') === callback.key;
  if (!isWanted || numberToCall(waiting.call) === undefined) return wait(invocation);
  const since = new Date(startOfWait(invocation) * 1_000);
  const isPromised = await takeCallback(invocation, waiting, callback.workflowSid, since);
  return isPromised
    ? sayGoodbye(speech, speech.messages.callbackThanks)
    : waitAfterFailure(invocation);
}

/** The caller hears that it did not work, and goes on waiting. */
export function waitAfterFailure(invocation: Invocation): TwilioResponse {
  const response = new Twilio.twiml.VoiceResponse();
  const { speech } = readHandOffConfig(invocation.environment).value;
  say(response, speech, speech.messages.callbackFailed);
  return wait(invocation, response);
}

/** No page says what Twilio requests after the answer to a key, so the answer says it (assumption 34). */
function wait(invocation: Invocation, response = new Twilio.twiml.VoiceResponse()): TwilioResponse {
  const { event, domainName } = invocation;
  const since = startOfWait(invocation);
  response.redirect(waitingUrl(domainName, '/queue-wait', readWaitingCall(event), since));
  return twiml(response);
}

/** Since when the caller has been waiting, in Unix seconds. */
const startOfWait = ({ event }: Pick<Invocation, 'event'>) =>
  Math.floor(Date.now() / 1_000) - secondsWaited(event);
