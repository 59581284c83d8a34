import { setImmediate, setTimeout } from 'node:timers/promises';

/**
 * How fast a call's time goes: 1 is real time, 0 waits for nothing. A number is for all of it;
 * otherwise, `stream` is the pace of audio frames and `rest` that of everything else.
 */
export type Pace = number | { stream: number; rest: number };

/**
 * The time of one call. Time that is skipped counts as passed: at pace 0 a call of
 * minutes takes milliseconds and reads the same.
 */
export class Clock {
  readonly #pace: { stream: number; rest: number };
  readonly #began = performance.now();
  #skipped = 0;

  constructor(pace: Pace = 1) {
    this.#pace = typeof pace === 'number' ? { stream: pace, rest: pace } : pace;
  }

  /** Whether audio frames are sent without waiting. */
  get instant(): boolean {
    return this.#pace.stream === 0;
  }

  /** Milliseconds since the call was placed. */
  now(): number {
    return performance.now() - this.#began + this.#skipped;
  }

  /** Lets `ms` pass, or less if `signal` ends the wait. Never throws. */
  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#pass(ms, this.#pace.rest, signal);
  }

  /** The same for the frames of a stream. */
  waitForFrame(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#pass(ms, this.#pace.stream, signal);
  }

  async #pass(ms: number, pace: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || ms <= 0) return setImmediate();
    const real = ms * pace;
    this.#skipped += ms - real;
    if (real < 1) return setImmediate();
    const began = performance.now();
    await setTimeout(real, undefined, signal && { signal }).catch(() => {});
    if (!signal?.aborted) return;
    // What was cut off has not passed.
    const cut = Math.max(0, real - (performance.now() - began));
    this.#skipped -= (ms - real) * (cut / real);
  }
}
