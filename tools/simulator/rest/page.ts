import type { RestRequest } from './request';
import { ok, type RestAnswer } from './route';

const DEFAULT_PAGE_SIZE = 50;

/** A page in the shape of the 2010-04-01 API: the next one as a path. */
export function corePage(key: string, resources: readonly object[], request: RestRequest) {
  const { items, next } = cut(resources, request);
  return ok({ [key]: items, next_page_uri: next });
}

/** A page in the shape of the newer APIs: the next one as a whole URL, under `meta`. */
export function metaPage(
  host: string,
  key: string,
  resources: readonly object[],
  request: RestRequest,
): RestAnswer {
  const { items, next } = cut(resources, request);
  return ok({ [key]: items, meta: { key, next_page_url: next && `https://${host}${next}` } });
}

function cut(resources: readonly object[], { query, path }: RestRequest) {
  const size = Number(query.get('PageSize') ?? DEFAULT_PAGE_SIZE);
  const page = Number(query.get('Page') ?? 0);
  const more = resources.length > (page + 1) * size;
  const rest = new URLSearchParams(query);
  rest.set('PageSize', String(size));
  rest.set('Page', String(page + 1));
  return {
    items: resources.slice(page * size, (page + 1) * size),
    next: more ? `${path}?${rest}` : null,
  };
}
