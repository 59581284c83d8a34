import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import { type Speech, say } from '../voice/speech';

/** Says one thing and hangs up. */
export function sayGoodbye(speech: Speech, text: string): TwilioResponse {
  const response = new Twilio.twiml.VoiceResponse();
  say(response, speech, text);
  response.hangup();
  return twiml(response);
}

/** Hangs up without a word: the caller has just had a conversation with a person. */
export function hangUp(): TwilioResponse {
  const response = new Twilio.twiml.VoiceResponse();
  response.hangup();
  return twiml(response);
}
