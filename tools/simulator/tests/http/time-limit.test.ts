import { startTimeLimit } from '../../http/time-limit';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('the signal aborts when the time is up', () => {
  const limit = startTimeLimit(100);
  jest.advanceTimersByTime(99);
  expect([limit.signal.aborted, limit.passed()]).toEqual([false, false]);
  jest.advanceTimersByTime(1);
  expect([limit.signal.aborted, limit.passed()]).toEqual([true, true]);
});

test('it aborts with its parent, whose end is not its own', () => {
  const parent = new AbortController();
  const limit = startTimeLimit(100, parent.signal);
  parent.abort();
  expect([limit.signal.aborted, limit.passed()]).toEqual([true, false]);
});

test('an ended limit leaves nothing running', () => {
  const parent = new AbortController();
  const limit = startTimeLimit(100, parent.signal);
  limit.end();
  parent.abort();
  expect([limit.signal.aborted, jest.getTimerCount()]).toEqual([false, 0]);
});
