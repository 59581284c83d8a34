import type { IncomingMessage } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { createLocalServer, localCertificate } from '../http/certificate';
import { listen } from '../http/listen';

/** One socket that was opened here. */
export interface StreamSession {
  path: string;
  authorization: string | undefined;
  /** `customParameters` of the start message, once it has come. */
  parameters: Record<string, string> | undefined;
  /** Media messages so far. */
  frames: number;
  open: boolean;
}

export interface MediaStreamServerOptions {
  /** The server ends a stream after this many media messages; default: never. */
  endsAfter?: number;
  /** Whether a socket may open at a path; default: at any. */
  admits?: (path: string) => boolean;
}

export interface MediaStreamServer {
  /** `wss://localhost:<port>` */
  url: string;
  /** PEM certificate, for clients to trust. */
  ca: string;
  sessions: StreamSession[];
  close(): Promise<void>;
}

/** Starts a media-stream server that listens, and hangs up when it has heard enough. */
export async function startMediaStreamServer(
  options: MediaStreamServerOptions = {},
): Promise<MediaStreamServer> {
  const { endsAfter = Number.POSITIVE_INFINITY, admits = () => true } = options;
  const { cert: ca } = await localCertificate();
  const sessions: StreamSession[] = [];
  const sockets = new WebSocketServer({ noServer: true });
  const server = await createLocalServer();
  let closing = false;
  server.on('upgrade', (request, socket, head) => {
    if (closing) return void socket.destroy();
    if (!admits(request.url ?? '/')) return void socket.end('HTTP/1.1 401 Refused\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (client) => {
      sessions.push(attend(client, request, endsAfter));
    });
  });
  const { port, close } = await listen(server);
  return {
    url: `wss://localhost:${port}`,
    ca,
    sessions,
    close() {
      closing = true;
      for (const client of sockets.clients) client.terminate();
      return close();
    },
  };
}

function attend(client: WebSocket, { url = '/', headers }: IncomingMessage, endsAfter: number) {
  const session: StreamSession = {
    path: url,
    authorization: headers.authorization,
    parameters: undefined,
    frames: 0,
    open: true,
  };
  client.on('error', () => {}); // 'close' follows.
  client.once('close', () => {
    session.open = false;
  });
  client.on('message', (frame) => {
    const message = JSON.parse(String(frame));
    if (message.event === 'start') session.parameters = message.start.customParameters;
    if (message.event === 'media') session.frames += 1;
    if (session.frames >= endsAfter) client.close(1000);
  });
  return session;
}
