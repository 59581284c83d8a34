import { randomUUID } from 'node:crypto';
import { startTimeLimit } from '../http/time-limit';
import { type Alert, error } from './alert';
import { type RequestingCall, Unreachable } from './network';
import { type Failure, type Overrides, splitOverrides } from './overrides';
import { type FormParameters, signature } from './signature';

export interface Webhook {
  /** Absolute, with connection overrides in its fragment. */
  url: string;
  method: 'GET' | 'POST';
  parameters: FormParameters;
  /** The call does not wait for the answer. */
  background?: true;
}

/** A 2xx answer, or what went wrong, as Twilio reports it. `url` is where redirects led to. */
export type WebhookResult =
  | { url: string; status: number; contentType: string; body: string }
  | { failure: Alert };

const MAX_REDIRECTS = 10;

/**
 * Requests a webhook as Twilio does: signed, retried as its URL's fragment says, redirects followed,
 * 15 s in all. Adds one line per request to the time line.
 */
export async function ask(call: RequestingCall, webhook: Webhook): Promise<WebhookResult> {
  const { url, overrides } = splitOverrides(webhook.url);
  const deadline = startTimeLimit(overrides.totalMs);
  const token = randomUUID();
  try {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await follow(call, { ...webhook, url }, overrides, deadline.signal, token);
      if (!('failure' in answer)) return answer;
      const again = attempt < overrides.retries && overrides.retryAfter.has(answer.kind);
      if (!again || deadline.passed()) return { failure: answer.failure };
    }
  } finally {
    deadline.end();
  }
}

type Attempt = Exclude<WebhookResult, { failure: Alert }> | { failure: Alert; kind: Failure };

/** One attempt, with the redirects it leads to. */
async function follow(
  call: RequestingCall,
  webhook: Webhook,
  overrides: Overrides,
  deadline: AbortSignal,
  token: string,
): Promise<Attempt> {
  let { url, method } = webhook;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const limit = startTimeLimit(overrides.readMs, deadline);
    const attempt = { ...webhook, url, method };
    const answer = await request(call, attempt, limit.signal, token);
    limit.end();
    if ('failure' in answer) return answer;
    const location = answer.status >= 300 && answer.status < 400 ? answer.location : null;
    if (location === null) return answer;
    url = new URL(location, url).href;
    // As browsers do: only 307 and 308 keep the method. The parameters must come along: by a 302 a flow
    // learns which call is over (https://support.twilio.com/hc/en-us/articles/360019383714).
    if (answer.status < 307) method = 'GET';
  }
  return { failure: error(11215, `more than ${MAX_REDIRECTS} redirects`), kind: '4xx' };
}

async function request(
  call: RequestingCall,
  { url, method, parameters, background }: Webhook,
  signal: AbortSignal,
  token: string,
) {
  const { network, clock, timeline } = call;
  const at = clock.now();
  const asked = new URL(url);
  const form = new URLSearchParams(parameters);
  if (method === 'GET') for (const [name, value] of form) asked.searchParams.append(name, value);
  const signed = signature(network.authToken, asked.href, method === 'POST' ? parameters : {});
  const headers = {
    'user-agent': 'TwilioProxy/1.1',
    'x-twilio-signature': signed,
    'i-twilio-idempotency-token': token,
    ...(method === 'POST' && {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    }),
  };
  const line = {
    at,
    from: 'twilio',
    to: network.party(url),
    what: `${method} ${asked.pathname}`,
    url: asked.origin + asked.pathname,
    ...(background && { background }),
    details: Object.fromEntries([...asked.searchParams, ...form]),
  } as const;
  const ms = () => Math.round(clock.now() - at);

  try {
    const body = method === 'POST' ? form.toString() : '';
    const answer = await network.send({ url: asked.href, method, headers, body, signal }, call);
    const { status } = answer;
    const failed = status >= 400 ? refusal(status, asked) : undefined;
    const alert = failed && { alert: failed };
    const { location = null, 'content-type': contentType = '' } = answer.headers;
    timeline.add({ ...line, status, ms: ms(), body: answer.body, contentType, ...alert });
    if (failed) return { failure: failed, kind: status >= 500 ? '5xx' : '4xx' } as const;
    return { url, status, contentType, body: answer.body, location };
  } catch (cause) {
    const { kind, failure } = broken(cause, asked, signal);
    timeline.add({ ...line, ms: ms(), alert: failure });
    return { failure, kind } as const;
  }
}

const refusal = (status: number, { host, pathname }: URL) =>
  error(11200, `${host}${pathname} answered ${status}`);

/** Codes of a socket that was never connected; any other failure is a broken answer. */
const noConnection = ['ECONNREFUSED', 'ENOTFOUND'];

function broken(cause: unknown, { host, pathname }: URL, signal: AbortSignal) {
  const place = `${host}${pathname}`;
  if (signal.aborted) {
    return { kind: 'rt', failure: error(11200, `${place} did not answer in time`) } as const;
  }
  if (cause instanceof Unreachable) {
    return { kind: 'ct', failure: error(11205, cause.message) } as const;
  }
  return noConnection.includes(codeOf(cause))
    ? ({ kind: 'ct', failure: error(11205, `no connection to ${host}`) } as const)
    : ({ kind: '5xx', failure: error(11200, `${place} broke the connection`) } as const);
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
