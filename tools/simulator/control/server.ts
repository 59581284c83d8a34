import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Listening, listen } from '../http/listen';
import { BadCallRequest, readCallRequest } from '../local/call-request';
import type { LocalPhone } from '../local/local-phone';
import type { CallReport } from '../twilio/place-call';
import type { CallEvent } from '../twilio/timeline';

/** One line of the answer: what happens, and at the end how the call came out. */
export type ControlLine = { event: CallEvent } | { report: CallReport } | { error: string };

/**
 * Places calls on request: `POST /calls` with a call request as JSON answers with one JSON object
 * per line, each event as it happens and the report at the end. A bad request is answered with 400
 * and `{error}`. Listens on loopback only.
 */
export function startControl(phone: LocalPhone, port: number): Promise<Listening> {
  return listen(
    createServer((request, response) => {
      serve(phone, request, response).catch((error: unknown) => {
        response.end(write({ error: String(error) }));
      });
    }),
    port,
  );
}

async function serve(
  phone: LocalPhone,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST' || request.url !== '/calls') {
    response.writeHead(404).end(write({ error: 'only POST /calls is supported' }));
    return;
  }
  // Another site's web page could post a form, but not JSON.
  if (!request.headers['content-type']?.startsWith('application/json')) {
    response.writeHead(415).end(write({ error: 'send application/json' }));
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  let order: ReturnType<typeof readCallRequest>;
  try {
    order = readCallRequest(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch (error) {
    const reason = error instanceof BadCallRequest ? error.message : 'the body is not JSON';
    response.writeHead(400).end(write({ error: reason }));
    return;
  }
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const report = await phone.place(order, {
    onEvent: (event) => response.write(write({ event })),
    // The call ends if the client goes away.
    onBegin: (call) => response.once('close', call.hangUp),
  });
  response.end(write({ report }));
}

const write = (line: ControlLine) => `${JSON.stringify(line)}\n`;
