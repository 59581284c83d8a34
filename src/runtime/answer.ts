import '@twilio-labs/serverless-runtime-types';
import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';

/** Anything that prints TwiML: a `VoiceResponse` from any copy of the library. */
interface Twiml {
  toString(): string;
}

/**
 * HTTP 200 with TwiML. A `Twilio.Response` with a string, since the cloud may hold several copies of
 * `twilio`, and the runtime's own `instanceof` check then answers HTTP 500.
 */
export function twiml(response: Twiml): TwilioResponse {
  return new Twilio.Response()
    .setStatusCode(200)
    .appendHeader('Content-Type', 'text/xml')
    .setBody(response.toString());
}

/** An empty document: nothing is left to do, since the caller is gone or somebody else has the call. */
export function emptyTwiml(): TwilioResponse {
  return twiml(new Twilio.twiml.VoiceResponse());
}

/** Hangs up without a word: the caller has just talked to a person. */
export function hangUp(): TwilioResponse {
  const response = new Twilio.twiml.VoiceResponse();
  response.hangup();
  return twiml(response);
}

/** A JSON object with an HTTP status, for a Studio Run Function widget or another program. */
export function json(status: number, body: object): TwilioResponse {
  return new Twilio.Response()
    .setStatusCode(status)
    .appendHeader('Content-Type', 'application/json')
    .setBody(body);
}

/** HTTP 204: the answer to a status callback. */
export function noContent(): TwilioResponse {
  return new Twilio.Response().setStatusCode(204).setBody('');
}

/** HTTP 302: the sender repeats its request at this URL. */
export function redirect(url: string): TwilioResponse {
  return new Twilio.Response().setStatusCode(302).appendHeader('Location', url).setBody('');
}

/** HTTP 500, without a word on why; the log has it. */
export function serverError(): TwilioResponse {
  return new Twilio.Response().setStatusCode(500).setBody('');
}

/** HTTP 403, without a word on why. */
export function forbidden(): TwilioResponse {
  return new Twilio.Response().setStatusCode(403).setBody('');
}

/** HTTP 404, without a word on why. */
export function notFound(): TwilioResponse {
  return new Twilio.Response().setStatusCode(404).setBody('');
}
