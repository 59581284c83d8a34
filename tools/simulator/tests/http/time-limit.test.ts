import { startTimeLimit } from '../../http/time-limit';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('aborts when the time is up', () => {
  const limit = startTimeLimit(100);
  jest.advanceTimersByTime(99);
  expect([limit.signal.aborted, limit.passed()]).toEqual([false, false]);
  jest.advanceTimersByTime(1);
  expect([limit.signal.aborted, limit.passed()]).toEqual([true, true]);
});

test('aborts with its parent, without counting as timed out', () => {
  const parent = new AbortController();
  const limit = startTimeLimit(100, parent.signal);
  parent.abort();
  expect([limit.signal.aborted, limit.passed()]).toEqual([true, false]);
});

test('leaves nothing running once it is ended', () => {
  const parent = new AbortController();
  const limit = startTimeLimit(100, parent.signal);
  limit.end();
  parent.abort();
  expect([limit.signal.aborted, jest.getTimerCount()]).toEqual([false, 0]);
});
