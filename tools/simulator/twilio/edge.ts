import type { HttpAnswer, HttpRequest } from '../http/message';
import { sendRequest } from '../http/request';
import { startTimeLimit } from '../http/time-limit';
import { isSigned } from './signature';

/** Twilio's limits of a Function: https://www.twilio.com/docs/serverless/functions-assets/functions */
const TIME_LIMIT_MS = 10_000;
const REQUEST_BYTES = 1024 * 1024;

export interface EdgeOptions {
  /** Where the service listens: `http://127.0.0.1:<port>`. */
  origin: string;
  /** The service's own name, as in its `DOMAIN_NAME`: what callers of it sign. */
  domainName: string;
  authToken: string;
  /** Paths that need no signature; every other path is a protected function. */
  publicPaths?: readonly string[];
  timeLimitMs?: number;
  /** Simultaneous requests; more are refused with 429. Default: no limit (deployed: 30). */
  concurrency?: number;
}

/** A service as Twilio reaches it: with the checks of the cloud, which the local runtime lacks. */
export interface Edge {
  /** `https://<domainName>` */
  readonly publicOrigin: string;
  /**
   * Sends a request for a URL of the service through the checks. Throws the socket's error if the
   * service breaks the connection.
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

const refusal = (status: number, body: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body,
});

/**
 * Refuses what Twilio's cloud refuses: other methods than GET, POST and OPTIONS (405), an unsigned
 * or wrongly signed request to a protected function (403), too many at once (429); and times out
 * after 10 s (504).
 */
export function createEdge(options: EdgeOptions): Edge {
  const {
    origin,
    domainName,
    authToken,
    publicPaths = [],
    timeLimitMs = TIME_LIMIT_MS,
    concurrency,
  } = options;
  const publicOrigin = `https://${domainName}`;
  let running = 0;

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const { url, method, headers, body, signal } = request;
    const { pathname, search } = new URL(url);
    if (!['GET', 'POST', 'OPTIONS'].includes(method)) return refusal(405, 'Method not allowed');
    if (body.length > REQUEST_BYTES) return refusal(413, 'Payload too large');
    if (!publicPaths.includes(pathname) && !isSignedRequest(authToken, request)) {
      return refusal(403, 'Forbidden: the signature is missing or wrong');
    }
    if (concurrency !== undefined && running >= concurrency)
      return refusal(429, 'Too many requests');

    const timeLimit = startTimeLimit(timeLimitMs, signal);
    running += 1;
    try {
      const sent = { url: origin + pathname + search, method, headers, body };
      return await sendRequest({ ...sent, signal: timeLimit.signal });
    } catch (error) {
      if (timeLimit.passed()) return refusal(504, 'The function took more than its time limit');
      throw error;
    } finally {
      running -= 1;
      timeLimit.end();
    }
  }

  return { publicOrigin, send };
}

function isSignedRequest(authToken: string, { url, headers, body }: HttpRequest): boolean {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const posted = Object.fromEntries(new URLSearchParams(isForm ? body : ''));
  return isSigned(authToken, headers['x-twilio-signature'], url, posted);
}
