import * as v from 'valibot';
import type { Api, ErrorBody } from '../http/client';
import type { AsappConfig } from './config';

const detail = v.fallback(v.optional(v.pipe(v.string(), v.maxLength(200))), undefined);

/** ASAPP's error envelope; its documents disagree on what is required (assumption 21), so here nothing is. */
const envelope = v.object({ error: v.object({ requestId: detail, code: detail }) });

function readErrorBody(body: unknown): ErrorBody {
  const result = v.safeParse(envelope, body);
  return result.success ? result.output.error : {};
}

/** ASAPP's HTTP API. Both key headers go with every request. */
export function asappApi({ origin, apiId, apiSecret }: AsappConfig): Api {
  return {
    name: 'ASAPP',
    origin,
    keyId: apiId,
    headers: { 'asapp-api-id': apiId, 'asapp-api-secret': apiSecret },
    readErrorBody,
  };
}
