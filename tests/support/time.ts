import { setImmediate } from 'node:timers/promises';

/**
 * Puts the timers, the deadlines and the clock of the code under test in the test's hands. Sockets go
 * on as they are: Node's own timers are not these.
 */
export function takeTime(): void {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const deadline = new AbortController();
    setTimeout(() => deadline.abort(), milliseconds);
    return deadline.signal;
  });
}

export function giveTimeBack(): void {
  jest.useRealTimers();
  jest.restoreAllMocks();
}

/** Lets time pass, 1 ms for each turn of the event loop, until the promise is settled. */
export async function hurry<T>(promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  promise.then(settle, settle);
  while (!isSettled) {
    await setImmediate();
    await jest.advanceTimersByTimeAsync(1);
  }
  return promise;
}
