import { createServer, type IncomingMessage } from 'node:http';
import { type Listening, listen } from '../http/listen';
import type { HttpAnswer, HttpRequest } from '../http/message';
import { startTimeLimit } from '../http/time-limit';
import { isSigned } from './signature';

/** Twilio's limits of a Function: https://www.twilio.com/docs/serverless/functions-assets/functions */
const TIME_LIMIT_MS = 10_000;
const CONCURRENCY = 30;
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
  /** Simultaneous requests; more are refused with 429. Unlimited unless told. */
  concurrency?: number | 'as-deployed';
}

/** What stands before the functions in the cloud, and not in the local runtime. */
export interface Edge {
  /** `https://<domainName>` */
  readonly publicOrigin: string;
  /**
   * Sends a request for a URL of the service through the checks. Throws what `fetch` throws where
   * the service breaks the connection.
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** The same on a port of loopback, for who speaks HTTP. */
  listen(port?: number): Promise<Listening>;
}

const refusal = (status: number, body: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body,
});

/**
 * Refuses what Twilio's cloud refuses: other methods than GET, POST and OPTIONS (405), an unsigned
 * or wrongly signed request to a protected function (403), too many at once (429); and gives up
 * after 10 s (504).
 */
export function createEdge(options: EdgeOptions): Edge {
  const { origin, domainName, authToken, publicPaths = [], timeLimitMs = TIME_LIMIT_MS } = options;
  const publicOrigin = `https://${domainName}`;
  const slots = options.concurrency === 'as-deployed' ? CONCURRENCY : options.concurrency;
  let running = 0;

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const { url, method, headers, body, signal } = request;
    const { pathname, search } = new URL(url);
    if (!['GET', 'POST', 'OPTIONS'].includes(method)) return refusal(405, 'Method not allowed');
    if (body.length > REQUEST_BYTES) return refusal(413, 'Payload too large');
    if (!publicPaths.includes(pathname) && !isSignedRequest(authToken, request)) {
      return refusal(403, 'Forbidden: the signature is missing or wrong');
    }
    if (slots !== undefined && running >= slots) return refusal(429, 'Too many requests');

    const timeLimit = startTimeLimit(timeLimitMs, signal);
    running += 1;
    try {
      const response = await fetch(origin + pathname + search, {
        method,
        headers,
        redirect: 'manual',
        signal: timeLimit.signal,
        ...(method === 'POST' && { body }),
      });
      // Read to the end here: the time limit holds for the body too.
      const content = await response.text();
      const { status } = response;
      return { status, headers: Object.fromEntries(response.headers), body: content };
    } catch (error) {
      if (timeLimit.passed()) return refusal(504, 'The function took more than its time limit');
      throw error;
    } finally {
      running -= 1;
      timeLimit.end();
    }
  }

  return {
    publicOrigin,
    send,
    listen: (port) => {
      const server = createServer((message, response) => {
        relay(message, publicOrigin, send).then(
          ({ status, headers, body }) => response.writeHead(status, contentType(headers)).end(body),
          () => response.writeHead(502).end(),
        );
      });
      return listen(server, port);
    },
  };
}

function isSignedRequest(authToken: string, { url, headers, body }: HttpRequest): boolean {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const posted = Object.fromEntries(new URLSearchParams(isForm ? body : ''));
  return isSigned(authToken, headers['x-twilio-signature'], url, posted);
}

async function relay(message: IncomingMessage, publicOrigin: string, send: Edge['send']) {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  const { host: _, connection: __, 'content-length': ___, ...headers } = message.headers;
  return send({
    url: publicOrigin + (message.url ?? '/'),
    method: message.method ?? 'GET',
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    ),
    body: Buffer.concat(chunks).toString('utf8'),
  });
}

/** The other headers speak of a body that was decoded on the way. */
const contentType = (headers: Record<string, string>) =>
  headers['content-type'] === undefined ? {} : { 'content-type': headers['content-type'] };
