/**
 * What can go wrong between two HTTP servers, as one value.
 * - a number: that status, with the vendor's own error body
 * - `hang`: the request is accepted and never answered
 * - `drip`: 200 and a body that arrives byte by byte and never ends
 * - `reset`: the socket is torn down
 * - `html`: 200 with a web page, as from a proxy
 * - `empty-object`: 200 with `{}`
 * - `huge`: 200 with 16 MB of JSON
 */
export type HttpFault =
  | number
  | 'hang'
  | 'drip'
  | 'reset'
  | 'html'
  | 'empty-object'
  | 'huge'
  | { redirect: string }
  | { json: unknown; status?: number }
  | { latencyMs: number; fault?: HttpFault };

interface Planned<F> {
  fault: F;
  times: number;
}

/** The faults to come, per endpoint: the newest first, each for a number of requests. */
export class FaultPlan<Endpoint extends string, F = HttpFault> {
  readonly #planned = new Map<Endpoint, Planned<F>[]>();

  /** From now on `endpoint` has `fault`, for `times` requests (default: for good). */
  set(endpoint: Endpoint, fault: F, times = Number.POSITIVE_INFINITY): void {
    this.#planned.set(endpoint, [{ fault, times }, ...(this.#planned.get(endpoint) ?? [])]);
  }

  /** The fault of the next request to `endpoint`; it counts as used. */
  take(endpoint: Endpoint): F | undefined {
    const planned = (this.#planned.get(endpoint) ?? []).filter((each) => each.times > 0);
    const [next] = planned;
    if (next !== undefined) next.times -= 1;
    this.#planned.set(endpoint, planned);
    return next?.fault;
  }

  /** Everything works again, at one endpoint or at all of them. */
  clear(endpoint?: Endpoint): void {
    if (endpoint === undefined) this.#planned.clear();
    else this.#planned.delete(endpoint);
  }
}
