import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';

/** How often a service that has just been deployed is asked, and how long (ms) between. */
const ATTEMPTS = 5;
const PAUSE_MILLISECONDS = 2_000;
const PATIENCE_MILLISECONDS = 10_000;

/** What Twilio's edge answers to whom it does not know; its documents disagree on the number. */
const REFUSALS = [400, 401, 403];

export type Protection =
  | { readonly kind: 'protected' }
  /** The function itself answered, to anybody. */
  | { readonly kind: 'open'; readonly status: number }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Asks a function of the deployed service without a signature, which must be refused.
 *
 * @param base - a local Twilio that stands in for the service's own host
 */
export async function probeProtection(
  domainName: string,
  path: string,
  base = process.env.TWILIO_API_BASE,
): Promise<Protection> {
  let reason = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await delay(PAUSE_MILLISECONDS);
    try {
      const status = await post(domainName, path, base);
      if (REFUSALS.includes(status)) return { kind: 'protected' };
      if (status < 300) return { kind: 'open', status };
      reason = `HTTP ${status}`;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  return { kind: 'unknown', reason };
}

function post(domainName: string, path: string, base: string | undefined): Promise<number> {
  const url = new URL(path, base ?? `https://${domainName}`);
  const request = url.protocol === 'https:' ? tlsRequest : plainRequest;
  const options = {
    method: 'POST',
    headers: { host: domainName, 'content-length': 0 },
    timeout: PATIENCE_MILLISECONDS,
  };
  return new Promise((resolve, reject) => {
    const asked = request(url, options, (response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
    asked.on('error', reject);
    asked.end();
  });
}
