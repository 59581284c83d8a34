import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';

/** How many requests are sent to a service that has just been deployed, and the pause between (ms). */
const ATTEMPTS = 5;
const PAUSE_MILLISECONDS = 2_000;
const PATIENCE_MILLISECONDS = 10_000;

/** What Twilio's edge answers to an unsigned request; its documents disagree (assumption 26). */
const REFUSALS = [400, 401, 403];

export type Protection =
  | { readonly kind: 'protected' }
  /** The function itself answered, as it would answer anybody. */
  | { readonly kind: 'open'; readonly status: number }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Sends a function of the deployed service a request without a signature, which must be refused.
 *
 * @param base - the URL of a local Twilio to send it to instead of the service's own host
 */
export async function probeProtection(
  domainName: string,
  path: string,
  base: string | undefined,
): Promise<Protection> {
  let reason = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await delay(PAUSE_MILLISECONDS);
    try {
      const status = await statusOf('POST', domainName, path, base);
      if (REFUSALS.includes(status)) return { kind: 'protected' };
      if (status < 300) return { kind: 'open', status };
      reason = `HTTP ${status}`;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  return { kind: 'unknown', reason };
}

/** The HTTP status that somebody without credentials or a signature gets. */
export function statusOf(
  method: 'HEAD' | 'POST',
  host: string,
  path: string,
  base: string | undefined,
): Promise<number> {
  const url = new URL(path, base ?? `https://${host}`);
  const request = url.protocol === 'https:' ? tlsRequest : plainRequest;
  const options = {
    method,
    headers: { host, 'content-length': 0 },
    timeout: PATIENCE_MILLISECONDS,
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', reject);
    sent.end();
  });
}
