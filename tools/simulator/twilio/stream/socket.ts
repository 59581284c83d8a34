import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext } from 'node:tls';
import { WebSocket } from 'ws';
import { type Alert, error } from '../alert';
import { signature } from '../signature';

/** How long Twilio waits for a media-stream server to accept the connection; no page states it. */
const HANDSHAKE_MS = 5000;

export interface SocketOptions {
  authToken: string;
  /** PEM certificate to trust for servers on loopback, besides those in `NODE_EXTRA_CA_CERTS`. */
  ca?: string | undefined;
  handshakeMs?: number;
}

/** An open socket, or Twilio's error: https://www.twilio.com/docs/api/errors/31901 and following. */
export type Opened = { socket: WebSocket } | { failure: Alert };

/** What is wrong with a stream's URL, before anything is sent. */
export function checkStreamUrl(url: string): Alert | undefined {
  if (!URL.canParse(url)) return error(31923, 'the stream URL is malformed');
  const { protocol, search } = new URL(url);
  if (protocol !== 'wss:') return error(31922, `a stream needs wss:, not ${protocol}`);
  if (search !== '') return error(31920, 'a stream URL may not have a query string');
  return undefined;
}

let trusted: { ca: string; extra: string | undefined; context: SecureContext } | undefined;

/** One context for all sockets that trust the same certificates. */
function trusting(ca: string): SecureContext {
  const extra = process.env.NODE_EXTRA_CA_CERTS;
  if (trusted?.ca !== ca || trusted.extra !== extra) {
    trusted = { ca, extra, context: createSecureContext({ ca: authorities(ca, extra) }) };
  }
  return trusted.context;
}

/**
 * `ca` and the certificates (PEM) in the file that `NODE_EXTRA_CA_CERTS` names, which Node forgets when
 * it is given a `ca`. A file that cannot be read is ignored; Node warns of it when it starts. The public
 * authorities are left out: none of them certifies localhost, and loading them takes longer than a call.
 */
function authorities(ca: string, extraFile: string | undefined): string[] {
  if (!extraFile) return [ca];
  try {
    return [ca, readFileSync(extraFile, 'utf8')];
  } catch {
    return [ca];
  }
}

/** Opens a media stream's socket as Twilio does: signed over the URL, TLS checked. */
export function openSocket(
  url: string,
  { authToken, ca, handshakeMs = HANDSHAKE_MS }: SocketOptions,
): Promise<Opened> {
  const wrong = checkStreamUrl(url);
  if (wrong !== undefined) return Promise.resolve({ failure: wrong });
  const local = ['localhost', '127.0.0.1'].includes(new URL(url).hostname);
  const socket = new WebSocket(url, {
    headers: { 'x-twilio-signature': signature(authToken, url) },
    handshakeTimeout: handshakeMs,
    perMessageDeflate: false,
    ...(local && ca !== undefined && { secureContext: trusting(ca) }),
  });
  return new Promise((resolve) => {
    socket.once('open', () => resolve({ socket }));
    socket.once('error', (cause: NodeJS.ErrnoException) => resolve({ failure: explain(cause) }));
  });
}

function explain({ code = '', message }: NodeJS.ErrnoException): Alert {
  if (message.startsWith('Unexpected server response')) {
    return error(31920, `the media-stream server refused: ${message.toLowerCase()}`);
  }
  if (message.includes('timed out') || code === 'ETIMEDOUT') {
    return error(31901, 'the media-stream server did not accept the connection in time');
  }
  if (/CERT|TLS|SSL|SELF_SIGNED/.test(code)) {
    return error(31910, `the media-stream server's certificate is not trusted (${code})`);
  }
  return error(31902, `the media-stream server cannot be reached (${code || message})`);
}

/** How long a server may take to close its side. */
const CLOSE_MS = 1000;

/** Closes the socket from Twilio's side; settles when the server has closed too, or its time is up. */
export function closeSocket(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), CLOSE_MS);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(1000);
  });
}
