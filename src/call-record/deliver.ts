import { createHmac } from 'node:crypto';
import * as v from 'valibot';
import { type Api, sendRequest } from '../http/client';
import type { CallRecord } from './record';

/** Nobody waits for a record, but whoever waits for its receiver holds one of the platform's 30 slots. */
const ATTEMPTS = { most: 2, first: 2_000, later: 2_000 };

/**
 * Posts a record as JSON. Any answer of 2xx means that it has arrived.
 *
 * @param secret - if given, the request has an `X-Signature`
 * @throws RequestError
 */
export async function deliver(
  record: CallRecord,
  url: string,
  secret: string | undefined,
  deadline: AbortSignal,
): Promise<void> {
  const body = JSON.stringify(record);
  const { origin, pathname, search } = new URL(url);
  const receiver: Api = {
    name: 'CALL_RECORD_URL',
    origin,
    keyId: 'call-record', // so that no other system shares its breaker
    headers: {
      ...(secret && { 'X-Signature': signature(body, secret, Math.floor(Date.now() / 1_000)) }),
    },
    readErrorBody: () => ({}),
    attempts: ATTEMPTS,
  };
  const path = pathname + search;
  await sendRequest(receiver, { method: 'POST', path, body, schema: v.unknown(), deadline });
}

/**
 * `t=<time>,v1=<hex>`: HMAC-SHA256 over `<time>.<body>`.
 *
 * @param time - in Unix seconds; signed too, so that an old request cannot be sent again
 */
export function signature(body: string, secret: string, time: number): string {
  const hex = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${hex}`;
}
