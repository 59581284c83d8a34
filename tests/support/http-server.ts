import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
}

export interface TestServer {
  readonly origin: string;
  /** The requests so far. */
  readonly requests: readonly ReceivedRequest[];
  /** Resolves once this many requests have arrived. */
  received(count: number): Promise<void>;
  /** Changes how it answers from now on. */
  answer(listener: RequestListener): void;
  close(): Promise<void>;
}

/** An HTTP server on a free loopback port, whose answers a test chooses. */
export async function startServer(listener: RequestListener): Promise<TestServer> {
  let current = listener;
  const requests: ReceivedRequest[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    requests.push({ method, url, headers });
    current(request, response);
    for (const { count, resolve } of waiting) if (requests.length >= count) resolve();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${portOf(server)}`,
    requests,
    received: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    answer(next) {
      current = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function portOf(server: Server): number {
  // Safe: a server that listens on a port has an address of this form.
  return (server.address() as AddressInfo).port;
}

/** Answers with JSON. */
export function sendJson(status: number, body: unknown): RequestListener {
  return sendText(status, JSON.stringify(body), { 'Content-Type': 'application/json' });
}

export function sendText(
  status: number,
  text: string,
  headers: Record<string, string> = {},
): RequestListener {
  return (_request, response) => {
    response.writeHead(status, headers);
    response.end(text);
  };
}

/** Sends these answers in turn, then repeats the last one. */
export function inTurn(...answers: readonly RequestListener[]): RequestListener {
  let sent = 0;
  return (request, response) => {
    answers[Math.min(sent, answers.length - 1)]?.(request, response);
    sent += 1;
  };
}

/** Answers once the whole request has arrived, and passes on its body. */
export function reading(read: (body: string) => void, answer: RequestListener): RequestListener {
  return (request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      read(body);
      answer(request, response);
    });
  };
}

/** Takes the request and never answers. */
export const hang: RequestListener = () => {};

/** Closes the connection without an answer. */
export const reset: RequestListener = (request) => {
  request.socket.destroy();
};

/** Begins a good answer and breaks the connection in the middle of it. */
export const breakOff: RequestListener = (request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
  response.write('{"streamingUrl":', () => request.socket.destroy());
};

/** Begins an answer and never ends it. */
export const drip: RequestListener = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.write('{');
};
