import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { createLocalServer } from '../http/certificate';
import type { FaultPlan } from '../http/faults';
import { listen } from '../http/listen';
import { readFromTwilio } from '../media-stream/schema';
import { type Agent, type AgentSocket, Conversation } from './conversation';
import type { StreamingUrls } from './streaming-url';
import type { TranscribedCalls } from './transcription/calls';
import { Listener } from './transcription/fork';

/**
 * What can go wrong with a media socket: the handshake answered with a status, reset or
 * never answered; or the socket dropped after this much of the caller's audio, in milliseconds.
 */
export type SocketFault = number | 'reset' | 'hang' | { dropAfterMs: number };

export interface MediaSocketOptions extends Agent {
  faults: FaultPlan<'media' | 'fork', SocketFault>;
  urls: () => StreamingUrls;
  /** AutoTranscribe's URLs, and the calls whose audio comes over them. */
  transcription: { urls: () => StreamingUrls; calls: TranscribedCalls };
  /** Called with each problem, and whether it is the first of its socket. */
  report: (text: string, isFirst: boolean) => void;
  port?: number;
}

export interface MediaSocket {
  port: number;
  /** Sockets that are open now. */
  open(): number;
  close(): Promise<void>;
}

/** The `wss:` side of the local ASAPP: one conversation, or one forked call, per socket. */
export async function startMediaSocket(options: MediaSocketOptions): Promise<MediaSocket> {
  const server = await createLocalServer();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
  server.on('upgrade', (request, socket, head) => {
    const path = request.url ?? '/';
    const isFork = path.startsWith('/mg-twilio-autotranscribe/');
    const report = reporter(options);
    const fault = options.faults.take(isFork ? 'fork' : 'media');
    if (fault === 'hang') return;
    if (fault === 'reset') return void socket.destroy();
    const urls = isFork ? options.transcription.urls : options.urls;
    const known = urls().check(path);
    if (known !== 'good') report(`a socket was opened with a token that is ${known}`);
    const refusal = typeof fault === 'number' ? fault : known === 'good' ? undefined : 401;
    if (refusal !== undefined) return refuse(socket, refusal);
    sockets.handleUpgrade(request, socket, head, (client) => {
      const serve = isFork ? listenTo : converse;
      serve(
        client,
        { ...options, report },
        typeof fault === 'object' ? fault.dropAfterMs : undefined,
      );
    });
  });
  const { port, close } = await listen(server, options.port);
  return {
    port,
    open: () => sockets.clients.size,
    close() {
      for (const client of sockets.clients) client.terminate();
      return close();
    },
  };
}

/** Reports the problems of one socket. */
function reporter({ report }: MediaSocketOptions): (text: string) => void {
  let isFirst = true;
  return (text) => {
    report(text, isFirst);
    isFirst = false;
  };
}

/** What one socket needs of the options. */
interface Attended extends Agent {
  transcription: MediaSocketOptions['transcription'];
  report: (text: string) => void;
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function converse(client: WebSocket, options: Attended, dropAfterMs?: number): void {
  const line: AgentSocket = {
    send: (message) => client.send(JSON.stringify(message)),
    close: () => client.close(1000),
    destroy: () => client.terminate(),
    report: options.report,
  };
  const conversation = new Conversation(line, options);
  hear(client, options, conversation, dropAfterMs);
}

function listenTo(client: WebSocket, options: Attended, dropAfterMs?: number): void {
  const listener = new Listener(options.transcription.calls, options.report);
  client.once('close', () => listener.end());
  hear(client, options, listener, dropAfterMs);
}

/** Receives a socket's messages and counts the caller's frames. */
interface Hearer {
  heard: number;
  receive: Conversation['receive'];
}

function hear(
  client: WebSocket,
  options: Attended,
  hearer: Hearer,
  dropAfterMs: number | undefined,
): void {
  client.on('error', (error) => options.report(`media socket: ${error.message}`));
  client.on('message', (frame) => {
    if (client.readyState !== client.OPEN) return;
    const read = readFromTwilio(String(frame));
    if ('fault' in read) return options.report(read.fault);
    hearer.receive(read.message);
    if (dropAfterMs !== undefined && hearer.heard * 20 >= dropAfterMs) client.terminate();
  });
}
