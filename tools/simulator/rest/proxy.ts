import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { makeCertificate } from '../http/certificate';
import { listen } from '../http/listen';

/** Takes unmodified programs, which connect to twilio.com, to a local Twilio. */
export interface TwilioProxy {
  /** For `HTTP_PROXY`. */
  readonly url: string;
  /** PEM certificate, for a file that `NODE_EXTRA_CA_CERTS` names. */
  readonly ca: string;
  close(): Promise<void>;
}

/**
 * Starts an HTTP proxy on 127.0.0.1 that takes every `*.twilio.com` to the listener, over TLS with a
 * self-signed certificate, and refuses every other host: nothing leaves this machine.
 */
export async function startTwilioProxy(listener: RequestListener): Promise<TwilioProxy> {
  const { key, cert } = await makeCertificate(
    '*.twilio.com',
    '*.dublin.ie1.twilio.com',
    '*.ashburn.us1.twilio.com',
  );
  const twilio = createTlsServer({ key, cert }, listener);
  const proxy = createServer((_request, response) => {
    response.writeHead(403).end();
  });
  proxy.on('connect', ({ url = '' }, socket) => {
    if (!/^[\w.-]+\.twilio\.com:443$/.test(url)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    twilio.emit('connection', socket);
  });
  const { port, close } = await listen(proxy);
  return {
    url: `http://127.0.0.1:${port}`,
    ca: cert,
    close: async () => {
      twilio.closeAllConnections();
      await close();
    },
  };
}
