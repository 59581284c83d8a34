import * as v from 'valibot';
import {
  BadAnswerError,
  CircuitOpenError,
  NetworkError,
  type RequestFacts,
  StatusError,
  TimeoutError,
} from './errors';
import { type Attempt, type Attempts, CircuitOpen, policyFor } from './policy';
import { type Response, send, TooLarge } from './send';

/** A system that this service sends requests to. */
export interface Api {
  /** Its name in errors, for instance `ASAPP`. */
  readonly name: string;
  /** Its origin, for instance `https://api.asapp.com`. */
  readonly origin: string;
  /** Identifies the key in use without revealing it: breakers and caches are per origin and key. */
  readonly keyId: string;
  /** Sent with every request, and to this origin only. */
  readonly headers: Readonly<Record<string, string>>;
  /** Reads the system's error body, already parsed as JSON. */
  readonly readErrorBody: (body: unknown) => ErrorBody;
  /** By default those for a caller who waits. */
  readonly attempts?: Attempts;
}

/** What a system says about an error. Its message is left out, since it may quote the request. */
export interface ErrorBody {
  readonly requestId?: string | undefined;
  readonly code?: string | undefined;
}

interface ApiRequest<S extends v.GenericSchema> {
  readonly method: 'GET' | 'POST';
  /** From the root, each part already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON; URLSearchParams are sent as a form, and text that is JSON already as it is. */
  readonly body?: object | string;
  /** The form of a good answer. */
  readonly schema: S;
  readonly deadline: AbortSignal;
}

/**
 * Sends a request under the one request policy: a timeout per attempt, a few quick retries of transient
 * failures, a circuit breaker, and the caller's deadline over all of it.
 *
 * @throws RequestError - one of `NetworkError`, `TimeoutError`, `StatusError`, `BadAnswerError`,
 * `CircuitOpenError`; never anything that holds the request's headers
 */
export async function sendRequest<S extends v.GenericSchema>(
  api: Api,
  request: ApiRequest<S>,
): Promise<v.InferOutput<S>> {
  const facts: RequestFacts = { api: api.name, method: request.method, path: request.path };
  const policy = policyFor(`${api.origin} ${api.keyId}`, api.attempts);
  let attempt: Attempt<v.InferOutput<S>>;
  try {
    attempt = await policy.run(
      (signal) => attemptOnce(api, request, facts, signal),
      request.deadline,
    );
  } catch (error) {
    if (error instanceof CircuitOpen) throw new CircuitOpenError(facts);
    if (request.deadline.aborted) throw new TimeoutError(facts);
    throw error;
  }
  if ('failure' in attempt) throw attempt.failure;
  return attempt.answer;
}

async function attemptOnce<S extends v.GenericSchema>(
  api: Api,
  request: ApiRequest<S>,
  facts: RequestFacts,
  signal: AbortSignal,
): Promise<Attempt<v.InferOutput<S>>> {
  const { method, body: sent } = request;
  let response: Response;
  try {
    const url = requestUrl(api, request);
    response = await send(url, { method, headers: api.headers, body: sent, signal });
  } catch (error) {
    return { failure: transportFailure(facts, error, signal) };
  }
  const body = parseJson(response.text);
  const { status } = response;
  if (status < 200 || status > 299) {
    return { failure: new StatusError({ ...facts, ...api.readErrorBody(body), status }) };
  }
  const result = v.safeParse(request.schema, body, { abortEarly: true });
  if (result.success) return { answer: result.output };
  const where = v.getDotPath(result.issues[0]);
  return {
    failure: new BadAnswerError(
      { ...facts, status },
      body === undefined
        ? 'the answer is not JSON'
        : `unexpected answer${where ? ` at ${where}` : ''}`,
    ),
  };
}

function requestUrl({ origin }: Api, { path, query }: ApiRequest<v.GenericSchema>): URL {
  const url = new URL(origin + path); // a path that begins with // would be another host
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

function transportFailure(facts: RequestFacts, error: unknown, signal: AbortSignal) {
  if (signal.aborted) return new TimeoutError(facts);
  if (error instanceof TooLarge) return new BadAnswerError(facts, 'the answer is too large');
  // Safe: `send` rejects with nothing but this and Node's own errors.
  const { code, message } = error as NodeJS.ErrnoException;
  return new NetworkError(facts, { code, message });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
