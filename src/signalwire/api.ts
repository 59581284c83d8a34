import * as v from 'valibot';
import type { Api, ErrorBody } from '../http/client';
import type { SignalWireConfig } from './config';

/** SignalWire has two forms of an error body: a code with a message, or (HTTP 422) sentences. */
const problem = v.object({
  code: v.nullish(v.union([v.string(), v.number()])),
  message: v.nullish(v.string()),
  errors: v.nullish(v.array(v.unknown())),
});

/** Our own code for SignalWire's refusal of a stream's name that the conference has already. */
export const NAME_TAKEN = 'name-taken';

/** No page tells how a name that is taken is refused, so each likely wording is understood. */
function readProblem(body: unknown): ErrorBody {
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

/** SignalWire as a system to ask, by HTTP Basic. */
export function signalWireApi({ origin, projectId, apiToken }: SignalWireConfig): Api {
  const credentials = Buffer.from(`${projectId}:${apiToken}`).toString('base64');
  return {
    name: 'SignalWire',
    origin,
    keyId: projectId,
    headers: { Authorization: `Basic ${credentials}` },
    readErrorBody: readProblem,
  };
}

/** The path of something of a conference, for instance `/Streams`. */
export function conferencePath(
  { projectId }: SignalWireConfig,
  conferenceSid: string,
  rest: string,
): string {
  const [account, conference] = [projectId, conferenceSid].map(encodeURIComponent);
  return `/api/laml/2010-04-01/Accounts/${account}/Conferences/${conference}${rest}`;
}
