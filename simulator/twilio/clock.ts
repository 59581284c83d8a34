import { setImmediate, setTimeout } from 'node:timers/promises';

/**
 * The time of one call. With pace 1 it is real time; with pace 0 nothing waits, and what would
 * have been waited for counts as passed: a call of minutes takes milliseconds and reads the same.
 */
export class Clock {
  readonly #pace: number;
  readonly #began = performance.now();
  #skipped = 0;

  constructor(pace = 1) {
    this.#pace = pace;
  }

  /** Whether nothing waits. */
  get instant(): boolean {
    return this.#pace === 0;
  }

  /** Milliseconds since the call was placed. */
  now(): number {
    return performance.now() - this.#began + this.#skipped;
  }

  /** Lets `ms` pass, or less where `signal` ends the wait. Never throws. */
  async wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || ms <= 0) return setImmediate();
    const real = ms * this.#pace;
    this.#skipped += ms - real;
    if (real < 1) return setImmediate();
    await setTimeout(real, undefined, signal && { signal }).catch(() => {});
  }
}
