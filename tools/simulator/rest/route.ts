import { notFound } from './refusal';
import type { RestRequest } from './request';

/** The named parts of a path, for instance `sid` of `/v2/Flows/:sid`. */
export type PathParts = Readonly<Record<string, string>>;

/** What a route answers: a resource as Twilio prints it, or nothing (HTTP 204). */
export interface RestAnswer {
  readonly status: number;
  readonly body?: object;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly answer: (request: RestRequest, parts: PathParts) => RestAnswer;
}

export const ok = (body: object): RestAnswer => ({ status: 200, body });
export const created = (body: object): RestAnswer => ({ status: 201, body });
export const deleted = (): RestAnswer => ({ status: 204 });

/** Finds the route of a request and lets it answer; throws `Refusal` (20404) if there is none. */
export function dispatch(routes: readonly Route[], request: RestRequest): RestAnswer {
  for (const route of routes) {
    const parts = route.method === request.method ? matchPath(route.path, request.path) : undefined;
    if (parts) return route.answer(request, parts);
  }
  throw notFound(request.path);
}

function matchPath(pattern: string, path: string): PathParts | undefined {
  const source = pattern.replaceAll('.', '\\.').replaceAll(/:(\w+)/g, '(?<$1>[^/.]+)');
  const match = new RegExp(`^${source}$`).exec(path);
  return match ? { ...match.groups } : undefined;
}

/** The resource with this SID, or 20404. */
export function find<T extends { sid: string }>(
  resources: readonly T[],
  sid: string | undefined,
  path: string,
): T {
  const resource = resources.find((one) => one.sid === sid);
  if (!resource) throw notFound(path);
  return resource;
}
