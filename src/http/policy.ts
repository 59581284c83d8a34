import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
  IterableBackoff,
  retry,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import type { RequestError } from './errors';

/** One try: what it brought, or why it failed. */
export type Attempt<T> = { readonly answer: T } | { readonly failure: RequestError };

/** One attempt gets 2.5 s: slow systems are still heard, and a second attempt still fits. */
const ATTEMPT_MILLISECONDS = 2_500;
/**
 * Waits before the second and the third attempt, in ms. ASAPP asks for 250, 500, 1000 (5xx) or
 * 1 s, 2 s, 4 s (429), which a caller who hears silence cannot be given.
 */
const BACKOFF_MILLISECONDS = [100, 250];
/** After so many passing failures in a row the system is left alone … */
const FAILURES_TO_OPEN = 5;
/** … for so long, in ms. Then one probe asks it again. */
const OPEN_MILLISECONDS = 10_000;
/** An attempt that its caller cuts off sooner than this (ms) says nothing about the system. */
const FAIR_MILLISECONDS = 500;

/** Network errors, timeouts, 429 and 5xx; an answer of any other kind shows that the system is up. */
const passing = (attempt: unknown) =>
  typeof attempt === 'object' &&
  attempt !== null &&
  'failure' in attempt &&
  (attempt as { failure: RequestError }).failure.passing;

export interface Policy {
  /**
   * Runs `attempt` until it brings something final.
   *
   * @throws CircuitOpen at once while the circuit is open, or half-open with a probe under way
   * @throws some other error where the deadline passes between two attempts or early in one
   */
  run<T>(
    attempt: (signal: AbortSignal) => Promise<Attempt<T>>,
    deadline: AbortSignal,
  ): Promise<Attempt<T>>;
}

/** The system is being left alone. */
export class CircuitOpen extends Error {
  override readonly name = 'CircuitOpen';
}

/** The deadline came before the attempt had a fair time. */
class CutOff extends Error {
  override readonly name = 'CutOff';
}

/**
 * Retry around breaker around timeout. The breaker compares time stamps and sets no timers, since a
 * function's process is frozen between two calls.
 */
function createPolicy(): Policy {
  const breaker = circuitBreaker(handleWhenResult(passing), {
    halfOpenAfter: OPEN_MILLISECONDS,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });
  // Whose failure has opened the circuit need not wait only to hear that it is open.
  const isWorthRetrying = (result: unknown) =>
    passing(result) && breaker.state === CircuitState.Closed;
  const retries = retry(handleWhenResult(isWorthRetrying), {
    maxAttempts: BACKOFF_MILLISECONDS.length, // retries: one request more than that is made
    backoff: new IterableBackoff(BACKOFF_MILLISECONDS),
  });
  const limit = timeout(ATTEMPT_MILLISECONDS, TimeoutStrategy.Cooperative);

  return {
    async run(attempt, deadline) {
      try {
        return await retries.execute(async ({ signal }) => {
          signal.throwIfAborted(); // the deadline passed during a backoff: not the system's failure
          // cockatiel lets callers queue behind the probe; a caller on the phone cannot wait for it.
          if (breaker.state === CircuitState.HalfOpen) throw new CircuitOpen();
          const isProbe = breaker.state === CircuitState.Open;
          return breaker.execute(async (context) => {
            const startedAt = Date.now();
            const result = await limit.execute((inner) => attempt(inner.signal), context.signal);
            const isCutOff = signal.aborted && Date.now() - startedAt < FAIR_MILLISECONDS;
            // The breaker does not count what is thrown; a probe must count, or the circuit would close.
            if (passing(result) && isCutOff && !isProbe) throw new CutOff();
            return result;
          }, signal);
        }, deadline);
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw new CircuitOpen();
        throw error;
      }
    },
  };
}

const policies = new Map<string, Policy>();

/** The policy of one system and key, shared by all requests of this process to it. */
export function policyFor(key: string): Policy {
  let policy = policies.get(key);
  if (!policy) {
    policy = createPolicy();
    policies.set(key, policy);
  }
  return policy;
}
