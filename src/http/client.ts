import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosResponse } from 'axios';
import * as v from 'valibot';
import {
  BadAnswerError,
  CircuitOpenError,
  NetworkError,
  type RequestFacts,
  StatusError,
  TimeoutError,
} from './errors';
import { type Attempt, CircuitOpen, policyFor } from './policy';

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
  /** Sent as JSON; URLSearchParams are sent as a form. */
  readonly body?: object;
  /** The form of a good answer. */
  readonly schema: S;
  readonly deadline: AbortSignal;
}

/** The largest answer that is read, in bytes: no answer to our requests is that large. */
const MAX_ANSWER_BYTES = 1_000_000;

// A socket kept open through a freeze of the process is dead: the next request on it gets ECONNRESET.
const httpAgent = new HttpAgent({ keepAlive: false });
const httpsAgent = new HttpsAgent({ keepAlive: false });

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
  const policy = policyFor(`${api.origin} ${api.keyId}`);
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
  let response: AxiosResponse<string>;
  try {
    response = await send(api, request, signal);
  } catch (error) {
    return { failure: transportFailure(facts, error, signal) };
  }
  const body = parseJson(response.data);
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

function send(api: Api, request: ApiRequest<v.GenericSchema>, signal: AbortSignal) {
  return axios.request<string>({
    method: request.method,
    url: new URL(request.path, api.origin).href,
    headers: { Accept: 'application/json', ...api.headers },
    params: request.query,
    data: request.body,
    signal, // not axios' own timeout, which does not end a body that drips in
    maxRedirects: 0, // a redirect would carry the secret to another host, …
    proxy: false, // … and so would a proxy variable
    maxContentLength: MAX_ANSWER_BYTES,
    httpAgent,
    httpsAgent,
    responseType: 'text',
    transformResponse: (text: unknown) => text,
    validateStatus: () => true,
  });
}

function transportFailure(facts: RequestFacts, error: unknown, signal: AbortSignal) {
  if (signal.aborted) return new TimeoutError(facts);
  const { code, message } = axios.isAxiosError(error)
    ? error
    : { code: undefined, message: 'not an HTTP error' };
  // The same code stands for a connection that broke in the middle of the answer.
  if (code === 'ERR_BAD_RESPONSE' && message.startsWith('maxContentLength')) {
    return new BadAnswerError(facts, 'the answer is too large');
  }
  return new NetworkError(facts, { code, message });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
