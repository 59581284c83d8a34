/**
 * Does work that has less time than the function it belongs to. The signal it gets aborts after so many
 * milliseconds, or with the outer one; the timer goes with the work.
 *
 * Not `AbortSignal.any` over `AbortSignal.timeout`: on Node 20 such a signal may be collected as garbage
 * before it has fired.
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
