import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** What a route of the REST API gets. */
export interface RestRequest {
  readonly method: string;
  /** The requested host: one port serves several. */
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The fields of the form, whether urlencoded or multipart. */
  readonly form: URLSearchParams;
  /** The file of a multipart form, as text. */
  readonly file: string | undefined;
  readonly authorization: string | undefined;
}

export async function readRequest(message: IncomingMessage): Promise<RestRequest> {
  const url = new URL(message.url ?? '/', 'http://twilio.local');
  const contentType = message.headers['content-type'] ?? '';
  const multipart = contentType.startsWith('multipart/form-data');
  const body = await (multipart ? readMultipart(message, contentType) : readForm(message));
  return {
    method: message.method ?? 'GET',
    host: message.headers.host ?? '',
    path: url.pathname,
    query: url.searchParams,
    authorization: message.headers.authorization,
    ...body,
  };
}

async function readForm(message: IncomingMessage) {
  return { form: new URLSearchParams(await text(message)), file: undefined };
}

/** Kept from before Twilio's runtime can put its own `Response` in its place. */
const FetchResponse = globalThis.Response;

/** The platform's own multipart parser, borrowed from fetch. */
async function readMultipart(message: IncomingMessage, contentType: string) {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const parts = await new FetchResponse(Buffer.concat(chunks), {
    headers: { 'content-type': contentType },
  }).formData();
  const form = new URLSearchParams();
  let file: string | undefined;
  for (const [name, value] of parts) {
    if (typeof value === 'string') form.append(name, value);
    else file = await value.text();
  }
  return { form, file };
}
