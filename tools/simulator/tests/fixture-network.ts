import type { HttpAnswer } from '../http/message';
import { xmlAnswer } from '../http/message';
import type { Edge } from '../twilio/edge';
import { createNetwork, type Network, type NetworkOptions } from '../twilio/network';

export const DOMAIN = 'https://svc.example';

/** What a path of the service answers: TwiML, or a whole answer, fixed or per request. */
export type Page = string | HttpAnswer | ((form: Record<string, string>) => string | HttpAnswer);

export interface Asked {
  path: string;
  form: Record<string, string>;
}

/**
 * An edge whose service is a table of pages, without HTTP between: for tests of what is done with
 * the answers. `asked` holds each request in order.
 */
export function pagesEdge(pages: Record<string, Page>): { edge: Edge; asked: Asked[] } {
  const asked: Asked[] = [];
  const edge: Edge = {
    publicOrigin: DOMAIN,
    async send({ url, body }) {
      const { pathname, search, searchParams } = new URL(url);
      const form = Object.fromEntries([...searchParams, ...new URLSearchParams(body)]);
      asked.push({ path: pathname + search, form });
      const page = pages[pathname] ?? { status: 404, headers: {}, body: 'not found' };
      const answer = typeof page === 'function' ? page(form) : page;
      return typeof answer === 'string' ? xmlAnswer(`<Response>${answer}</Response>`) : answer;
    },
  };
  return { edge, asked };
}

/** A network at pace 0 around such a service. */
export function pagesNetwork(
  pages: Record<string, Page>,
  options: Partial<NetworkOptions> = {},
): { network: Network; asked: Asked[] } {
  const { edge, asked } = pagesEdge(pages);
  return { network: createNetwork({ edge, authToken: 'token', pace: 0, ...options }), asked };
}
