import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type ErrorBodyOf, type JsonAnswer, send, sendFault } from './answer';
import type { FaultPlan, HttpFault } from './faults';
import { listen } from './listen';

/** A request as an endpoint sees it. `matched` holds the groups of the endpoint's path. */
export interface Incoming {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
  matched: string[];
}

/** One endpoint of a simulated API; `name` identifies it in faults and records. */
export interface Endpoint<Name extends string> {
  name: Name;
  method: 'GET' | 'POST';
  path: RegExp;
  answer(request: Incoming): JsonAnswer | Promise<JsonAnswer>;
}

/** One request as it was served. `status` is absent if a fault left it unanswered. */
export interface RequestRecord<Name extends string = string> {
  /** Milliseconds since the epoch. */
  at: number;
  endpoint: Name | undefined;
  method: string;
  /** Path and query. */
  path: string;
  status?: number;
  fault?: HttpFault;
  /** How long the answer took; set when it has been sent or the socket has closed. */
  ms?: number;
}

export interface ApiOptions<Name extends string> {
  endpoints: Endpoint<Name>[];
  faults: FaultPlan<Name>;
  errorBody: ErrorBodyOf;
  /** The key check: an answer here is sent instead of the endpoint's. */
  gate?: (request: Incoming) => JsonAnswer | undefined;
  /** Called after each request; `answer` is the endpoint's own answer, if it gave one. */
  onRequest?: (record: RequestRecord<Name>, answer: JsonAnswer | undefined) => void;
  /** 0, the default, takes a free port. */
  port?: number;
}

export interface LocalApi<Name extends string> {
  /** `http://127.0.0.1:<port>` */
  url: string;
  requests: RequestRecord<Name>[];
  close(): Promise<void>;
}

/** Serves a simulated JSON API on loopback, with faults on demand and a record of every request. */
export async function startApi<Name extends string>(
  options: ApiOptions<Name>,
): Promise<LocalApi<Name>> {
  const requests: RequestRecord<Name>[] = [];
  const server = createServer((message, response) => {
    serve(message, response, options, requests).catch((error: unknown) => {
      // A bug in an endpoint: the test that runs into it must see why.
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  const { port, close } = await listen(server, options.port);
  return { url: `http://127.0.0.1:${port}`, requests, close };
}

async function serve<Name extends string>(
  message: IncomingMessage,
  response: ServerResponse,
  { endpoints, faults, errorBody, gate, onRequest }: ApiOptions<Name>,
  requests: RequestRecord<Name>[],
): Promise<void> {
  const started = performance.now();
  const url = new URL(message.url ?? '/', 'http://127.0.0.1');
  const method = message.method ?? 'GET';
  const endpoint = endpoints.find((each) => each.method === method && each.path.test(url.pathname));
  const path = url.pathname + url.search;
  const record: RequestRecord<Name> = { at: Date.now(), endpoint: endpoint?.name, method, path };
  requests.push(record);
  let answer: JsonAnswer | undefined;
  response.once('close', () => {
    if (response.headersSent) record.status = response.statusCode;
    record.ms = Math.round(performance.now() - started);
    onRequest?.(record, answer);
  });

  if (endpoint === undefined) return send(response, { status: 404, json: errorBody(404) });
  const fault = faults.take(endpoint.name);
  if (fault !== undefined) {
    record.fault = fault;
    if (await sendFault(response, fault, errorBody)) return;
  }
  const matched = (endpoint.path.exec(url.pathname) ?? []).slice(1).map(decodeURIComponent);
  const body = await bodyOf(message);
  const request: Incoming = { method, url, headers: message.headers, body, matched };
  answer = gate?.(request) ?? (await endpoint.answer(request));
  send(response, answer);
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
