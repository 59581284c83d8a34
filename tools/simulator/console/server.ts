import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import { type Listening, listen } from '../http/listen';
import { bundlePage, type PageFile } from './bundle';
import type { CallBook } from './call-book';
import { PageLine, type PageLineOptions } from './page-line';

export interface ConsoleOptions extends PageLineOptions {
  /** 0, the default, takes a free port. */
  port?: number;
}

/** The page may load from and connect to this server only. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/**
 * Serves the call console on loopback: the page, a socket per open page, and each call as JSON at
 * `/calls/<CallSid>.json`. Throws if the port is in use.
 */
export async function startConsole(options: ConsoleOptions): Promise<Listening> {
  const files = await bundlePage();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  const server = createServer((request, response) => serve(files, options.book, request, response));
  server.on('upgrade', (request, socket, head) => {
    // Any web page can open a socket to this machine; only our own is allowed.
    const own = isLoopback(request) && request.headers.origin === `http://${request.headers.host}`;
    if (!own || request.url !== '/line') return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (page) => new PageLine(page, options));
  });
  const listening = await listen(server, options.port);
  return {
    ...listening,
    close() {
      for (const page of sockets.clients) page.terminate();
      return listening.close();
    },
  };
}

function serve(
  files: Map<string, PageFile>,
  book: CallBook,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const path = request.url?.split('?')[0] ?? '/';
  // DNS rebinding: another name for this machine would let a stranger's page in.
  if (!isLoopback(request)) return void response.writeHead(403, headers).end();
  const file = files.get(path) ?? exported(book, path);
  if (request.method !== 'GET' || file === undefined) {
    return void response.writeHead(404, headers).end('not found');
  }
  const name = path.split('/').at(-1);
  const saved = path.startsWith('/calls/') && {
    'content-disposition': `attachment; filename="${name}"`,
  };
  response.writeHead(200, { ...headers, ...saved, 'content-type': file.type }).end(file.body);
}

function exported(book: CallBook, path: string): PageFile | undefined {
  const [, callSid] = /^\/calls\/(CA[0-9a-f]{32})\.json$/.exec(path) ?? [];
  const call = callSid === undefined ? undefined : book.find(callSid);
  if (call === undefined) return undefined;
  return { type: 'application/json', body: Buffer.from(`${JSON.stringify(call, null, 2)}\n`) };
}

const isLoopback = ({ headers: { host = '' } }: IncomingMessage) =>
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
