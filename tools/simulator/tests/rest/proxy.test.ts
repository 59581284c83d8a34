import { request } from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { startTwilioProxy, type TwilioProxy } from '../../rest/proxy';

let proxy: TwilioProxy;

beforeEach(async () => {
  proxy = await startTwilioProxy(({ headers, url }, response) =>
    response.end(`${headers.host}${url}`),
  );
});
afterEach(() => proxy.close());

/** Asks the proxy for a way to a host, as clients do; gives its status and the connection. */
function way(host: string): Promise<{ status: number | undefined; socket: Socket }> {
  return new Promise((resolve, reject) => {
    request(proxy.url, { method: 'CONNECT', path: `${host}:443` })
      .on('connect', ({ statusCode }, socket) => resolve({ status: statusCode, socket }))
      .on('error', reject)
      .end();
  });
}

test.each(['serverless.twilio.com', 'serverless.dublin.ie1.twilio.com'])(
  'serves %s to clients that trust its certificate',
  async (host) => {
    const { socket } = await way(host);
    const tls = connect({ socket, servername: host, ca: proxy.ca });
    tls.write(`GET /v1 HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
    await expect(text(tls)).resolves.toContain(`${host}/v1`);
  },
);

test('refuses other hosts', async () => {
  const { status, socket } = await way('example.com');
  socket.destroy();
  expect(status).toBe(403);
});
