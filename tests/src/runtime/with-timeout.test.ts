import { withTimeout } from '../../../src/runtime/with-timeout';

const untilAborted = (signal: AbortSignal) =>
  new Promise<string>((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'));
  });

test('work that is done in time brings its result, and leaves no timer behind', async () => {
  jest.useFakeTimers();

  const result = await withTimeout(1_000, new AbortController().signal, async () => 'done');

  expect(result).toBe('done');
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

test('work that takes too long is told to stop', async () => {
  jest.useFakeTimers();

  const result = withTimeout(1_000, new AbortController().signal, untilAborted);
  jest.advanceTimersByTime(1_000);

  await expect(result).resolves.toBe('aborted');
  jest.useRealTimers();
});

test('work stops with the outer deadline, also with one that has passed', async () => {
  const outer = new AbortController();
  const running = withTimeout(60_000, outer.signal, untilAborted);
  outer.abort();

  await expect(running).resolves.toBe('aborted');
  await expect(withTimeout(60_000, outer.signal, untilAborted)).resolves.toBe('aborted');
});

test('work that fails fails here too', async () => {
  const failing = withTimeout(1_000, new AbortController().signal, async () => {
    throw new RangeError('no');
  });

  await expect(failing).rejects.toThrow(RangeError);
});
