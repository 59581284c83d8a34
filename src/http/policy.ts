import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
  type IBackoffFactory,
  IterableBackoff,
  retry,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import { type RequestError, TimeoutError } from './errors';

/** One attempt: its answer, or why it failed. */
export type Attempt<T> = { readonly answer: T } | { readonly failure: RequestError };

/** How many attempts a request gets at most, and how long each may take, in ms. */
export interface Attempts {
  readonly most: number;
  readonly first: number;
  readonly later: number;
}

/**
 * While a caller waits: the first attempt gets 2.5 s, so that a slow system can still answer, and
 * later ones less: they are for an answer that was lost.
 */
const FOR_A_CALLER: Attempts = { most: 3, first: 2_500, later: 800 };
/**
 * Waits before the second and the third attempt, in ms. ASAPP's guide says 250, 500 and 1000, which is
 * too long for a caller who hears silence.
 */
const BACKOFF_MILLISECONDS = [100, 250];
/** After so many transient failures in a row the system gets no requests … */
const FAILURES_TO_OPEN = 5;
/**
 * … or after this many timeouts, as many as one call can meet: a function that waits holds one of the
 * 30 slots that the platform gives a service, and callers beyond them are refused.
 */
const TIMEOUTS_TO_OPEN = 2;
/**
 * How long, in ms; at random up to twice as long. Then one request probes it. All processes of the
 * service open at about the same time, and probes at the same time would fill all slots again.
 */
const OPEN_MILLISECONDS = 10_000;
/** An attempt that its caller cuts off sooner than this (ms) says nothing about the system. */
const FAIR_MILLISECONDS = 500;

const restAtRandom: IBackoffFactory<unknown> = {
  next: () => ({ duration: OPEN_MILLISECONDS * (1 + Math.random()), next: restAtRandom.next }),
};

function failureOf(attempt: unknown): RequestError | undefined {
  const isFailure = typeof attempt === 'object' && attempt !== null && 'failure' in attempt;
  // Safe: everything that runs under these policies is an `Attempt`.
  return isFailure ? (attempt as { failure: RequestError }).failure : undefined;
}

/** Network errors, timeouts, 429 and 5xx; an answer of any other kind shows that the system is up. */
const isTransient = (attempt: unknown) => failureOf(attempt)?.transient === true;
const isTimeout = (attempt: unknown) => failureOf(attempt) instanceof TimeoutError;

export interface Policy {
  /**
   * Runs `attempt` until its result is final.
   *
   * @throws CircuitOpen at once while the circuit is open, or half-open with a probe under way
   * @throws some other error if the deadline passes between two attempts or early in one
   */
  run<T>(
    attempt: (signal: AbortSignal) => Promise<Attempt<T>>,
    deadline: AbortSignal,
  ): Promise<Attempt<T>>;
}

/** No request was sent, because the circuit is open. */
export class CircuitOpen extends Error {
  override readonly name = 'CircuitOpen';
}

/** The deadline came before the attempt had a fair chance. */
class CutOff extends Error {
  override readonly name = 'CutOff';
}

const breakerOf = (counts: (attempt: unknown) => boolean, inARow: number) =>
  circuitBreaker(handleWhenResult(counts), {
    halfOpenAfter: restAtRandom,
    breaker: new ConsecutiveBreaker(inARow),
  });

/**
 * Retry around breakers around timeout. The breakers compare time stamps and set no timers, since a
 * function's process is frozen between two calls.
 */
function createPolicy(attempts: Attempts): Policy {
  const failures = breakerOf(isTransient, FAILURES_TO_OPEN);
  const timeouts = breakerOf(isTimeout, TIMEOUTS_TO_OPEN);
  const states = () => [failures.state, timeouts.state];
  const isClosed = () => states().every((state) => state === CircuitState.Closed);
  // A request whose failure opened the circuit need not wait only to learn that it is open.
  const retries = retry(
    handleWhenResult((result) => failureOf(result)?.isRetried === true && isClosed()),
    {
      maxAttempts: attempts.most - 1, // retries: one request more than that is made
      backoff: new IterableBackoff(BACKOFF_MILLISECONDS),
    },
  );
  // By default a request that is over would be aborted, and Node makes an error of that.
  const cooperative = { strategy: TimeoutStrategy.Cooperative, abortOnReturn: false };
  const first = timeout(attempts.first, cooperative);
  const later = timeout(attempts.later, cooperative);

  return {
    async run(attempt, deadline) {
      try {
        return await retries.execute(async ({ signal, attempt: number }) => {
          signal.throwIfAborted(); // the deadline passed during a backoff: not the system's failure
          // cockatiel lets callers queue behind the probe; a caller on the phone cannot wait for it.
          if (states().includes(CircuitState.HalfOpen)) throw new CircuitOpen();
          const isProbe = !isClosed();
          const limit = number === 0 ? first : later;
          const once = async () => {
            const startedAt = Date.now();
            const result = await limit.execute((context) => attempt(context.signal), signal);
            const isCutOff = signal.aborted && Date.now() - startedAt < FAIR_MILLISECONDS;
            // A breaker does not count what is thrown; a probe must count, or the circuit would close.
            if (isTransient(result) && isCutOff && !isProbe) throw new CutOff();
            return result;
          };
          return failures.execute(() => timeouts.execute(once, signal), signal);
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
export function policyFor(key: string, attempts = FOR_A_CALLER): Policy {
  let policy = policies.get(key);
  if (!policy) {
    policy = createPolicy(attempts);
    policies.set(key, policy);
  }
  return policy;
}
