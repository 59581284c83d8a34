/**
 * A request and an answer as plain values. The global `Request` and `Response` are not used:
 * in a process that runs the functions, the runtime replaces `Response` by its own.
 */
export interface HttpRequest {
  url: string;
  method: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
  signal?: AbortSignal;
}

export interface HttpAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** An answer that holds TwiML. */
export const xmlAnswer = (body: string): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body,
});

/** The parameters of a request: those of the URL, and a posted form's over them. */
export function formOf({ url, body }: HttpRequest): Record<string, string> {
  return Object.fromEntries([...new URL(url).searchParams, ...new URLSearchParams(body)]);
}
