import * as v from 'valibot';
import type { Api, ErrorBody } from '../http/client';
import type { SignalWireConfig } from './config';

/** SignalWire has two forms of an error body: a code with a message, or (HTTP 422) sentences. */
const problem = v.object({
  code: v.nullish(v.union([v.string(), v.number()])),
  message: v.nullish(v.string()),
  errors: v.nullish(v.array(v.unknown())),
});

/** Our code for SignalWire's refusal of a stream name that the conference already has. */
export const NAME_TAKEN = 'name-taken';

/** No document says how a taken name is refused (assumption 22): each likely wording is recognized. */
function readErrorBody(body: unknown): ErrorBody {
  const { success, output } = v.safeParse(problem, body);
  if (!success) return {};
  const { code, message, errors } = output;
  const sentences = (errors ?? []).filter((one) => typeof one === 'string');
  const text = [code, message, ...sentences].join(' ');
  if (/\bname\b.*\b(taken|unique|exists|in use)\b|value_not_unique/i.test(text)) {
    return { code: NAME_TAKEN };
  }
  return code === undefined || code === null ? {} : { code: String(code) };
}

/** SignalWire's HTTP API, with HTTP Basic. */
export function signalWireApi({ origin, projectId, apiToken }: SignalWireConfig): Api {
  const credentials = Buffer.from(`${projectId}:${apiToken}`).toString('base64');
  return {
    name: 'SignalWire',
    origin,
    keyId: projectId,
    headers: { Authorization: `Basic ${credentials}` },
    readErrorBody,
  };
}

/** The path of a part of a conference, for instance `/Streams`. */
export function conferencePath(
  { projectId }: SignalWireConfig,
  conferenceSid: string,
  rest: string,
): string {
  const [account, conference] = [projectId, conferenceSid].map(encodeURIComponent);
  return `/api/laml/2010-04-01/Accounts/${account}/Conferences/${conference}${rest}`;
}
