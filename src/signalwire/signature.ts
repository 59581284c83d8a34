import '@twilio-labs/serverless-runtime-types';
import * as v from 'valibot';
import type { FunctionEvent } from '../runtime/event';

const request = v.object({ headers: v.record(v.string(), v.unknown()) });

/**
 * What a form can hold: a text, or the texts of a repeated parameter. Anything else cannot be signed as
 * a form, and lists in lists might be too deep for whatever reads them.
 */
function isFormValue(value: unknown): boolean {
  const texts = Array.isArray(value) ? value : [value];
  return texts.every((text) => typeof text === 'string');
}

/**
 * Whether SignalWire sent an event. It signs form posts as Twilio does, with the project's signing key
 * (assumption 23).
 * The URL has no query, so the whole event must be in the body: a parameter added to the URL makes the
 * signature wrong.
 *
 * @param url - the function's own public URL, as SignalWire knows it
 */
export function isSignedBySignalWire(
  event: FunctionEvent,
  signingKey: string,
  url: string,
): boolean {
  const { request: envelope, ...posted } = event;
  if (!v.is(request, envelope) || !Object.values(posted).every(isFormValue)) return false;
  const signature = envelope.headers['x-signalwire-signature'];
  return (
    typeof signature === 'string' && Twilio.validateRequest(signingKey, signature, url, posted)
  );
}
