/** A running time limit: `signal` aborts when it has passed, or with the parent. */
export interface TimeLimit {
  signal: AbortSignal;
  /** Whether the time is up; an abort by the parent does not count. */
  passed(): boolean;
  /** Must be called when the work is done, to stop the timer. */
  end(): void;
}

/**
 * Starts a limit of `ms`. It replaces `AbortSignal.any([parent, AbortSignal.timeout(ms)])`,
 * whose parts Node 20 may collect while they are still waited for: the limit then never comes.
 */
export function startTimeLimit(ms: number, parent?: AbortSignal): TimeLimit {
  const controller = new AbortController();
  let passed = false;
  const abort = () => controller.abort(parent?.reason);
  const timer = setTimeout(() => {
    passed = true;
    controller.abort(new DOMException(`more than ${ms} ms`, 'TimeoutError'));
  }, ms);
  if (parent?.aborted) abort();
  parent?.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    passed: () => passed,
    end() {
      clearTimeout(timer);
      parent?.removeEventListener('abort', abort);
    },
  };
}
