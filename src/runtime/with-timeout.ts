/**
 * Does work that has less time than the function it belongs to. Its signal aborts after the given time,
 * or with the outer signal; the timer is cleared when the work is done.
 *
 * Not `AbortSignal.any` over `AbortSignal.timeout`: on Node 20 such a signal may be garbage-collected
 * before it fires.
 */
export async function withTimeout<T>(
  milliseconds: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (outer.aborted) abort();
  outer.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(abort, milliseconds);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', abort);
  }
}
