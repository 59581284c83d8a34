import '@twilio-labs/serverless-runtime-types';
import * as v from 'valibot';
import type { FunctionEvent } from '../runtime/event';

const request = v.object({ headers: v.record(v.string(), v.unknown()) });

/**
 * Whether SignalWire has sent an event: its signature over a form post is the one of Twilio, made
 * with the project's signing key. The URL has no query, so all of the event must stand in the body:
 * a parameter that somebody adds to the URL makes the signature wrong.
 *
 * @param url - the function's own public URL, as SignalWire knows it
 */
export function isSignedBySignalWire(
  event: FunctionEvent,
  signingKey: string,
  url: string,
): boolean {
  const { request: envelope, ...posted } = event;
  const { success, output } = v.safeParse(request, envelope);
  if (!success) return false;
  const signature = output.headers['x-signalwire-signature'];
  // Anything but text cannot come from a form, and could break the computation.
  if (!Object.values(posted).every((value) => typeof value === 'string')) return false;
  return (
    typeof signature === 'string' && Twilio.validateRequest(signingKey, signature, url, posted)
  );
}
