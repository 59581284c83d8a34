import { withTimeout } from '../../../src/runtime/with-timeout';

const untilAborted = (signal: AbortSignal) =>
  new Promise<string>((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'));
  });

test('withTimeout returns the result of work that is done in time, and leaves no timer behind', async () => {
  jest.useFakeTimers();

  const result = await withTimeout(1_000, new AbortController().signal, async () => 'done');

  expect(result).toBe('done');
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

test('withTimeout aborts work that takes too long', async () => {
  jest.useFakeTimers();

  const result = withTimeout(1_000, new AbortController().signal, untilAborted);
  jest.advanceTimersByTime(1_000);

  await expect(result).resolves.toBe('aborted');
  jest.useRealTimers();
});

test('withTimeout aborts work at the outer deadline, even one that has passed', async () => {
  const outer = new AbortController();
  const running = withTimeout(60_000, outer.signal, untilAborted);
  outer.abort();

  await expect(running).resolves.toBe('aborted');
  await expect(withTimeout(60_000, outer.signal, untilAborted)).resolves.toBe('aborted');
});

test('withTimeout passes on an error of the work', async () => {
  const failing = withTimeout(1_000, new AbortController().signal, async () => {
    throw new RangeError('no');
  });

  await expect(failing).rejects.toThrow(RangeError);
});
