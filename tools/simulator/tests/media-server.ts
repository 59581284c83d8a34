import { createServer } from 'node:https';
import { type WebSocket, WebSocketServer } from 'ws';
import { makeCertificate } from '../http/certificate';
import { listen } from '../http/listen';
import type { FromTwilio, Start, Stop } from '../media-stream/messages';
import { readFromTwilio } from '../media-stream/schema';

export interface MediaServer {
  /** `wss://localhost:<port>/stream` */
  url: string;
  ca: string;
  /** All messages of all sockets, in order of arrival. */
  received: FromTwilio[];
  starts(): Start[];
  stops(): Stop[];
  /** Header of the last handshake. */
  signature(): string | undefined;
  close(): Promise<void>;
}

/** A media-stream server of somebody's: does what `talk` says with each message that it gets. */
export async function startMediaServer(
  talk: (message: FromTwilio, socket: WebSocket) => void,
): Promise<MediaServer> {
  const { key, cert } = await makeCertificate();
  const server = createServer({ key, cert });
  const sockets = new WebSocketServer({ server });
  const received: FromTwilio[] = [];
  let signed: string | undefined;
  sockets.on('connection', (socket, request) => {
    signed = [request.headers['x-twilio-signature']].flat()[0];
    socket.on('message', (frame) => {
      const read = readFromTwilio(String(frame));
      if ('fault' in read) throw new Error(read.fault);
      received.push(read.message);
      talk(read.message, socket);
    });
  });
  const { port, close } = await listen(server);
  return {
    url: `wss://localhost:${port}/stream`,
    ca: cert,
    received,
    starts: () => received.filter((message) => message.event === 'start'),
    stops: () => received.filter((message) => message.event === 'stop'),
    signature: () => signed,
    close() {
      for (const client of sockets.clients) client.terminate();
      return close();
    },
  };
}
