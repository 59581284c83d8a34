import timers from 'node:timers/promises';

/** Kept from before a test takes the time. */
const { setTimeout: realTimeout, setImmediate } = timers;

/**
 * Puts the timers, the deadlines and the clock of the code under test in the hands of each test of a
 * file or a `describe`. Sockets still work: they have timers of their own.
 */
export function useTestClock(): void {
  beforeEach(takeTime);
  afterEach(giveTimeBack);
}

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
export function hurry<T>(promise: Promise<T>): Promise<T> {
  return letTimePass(promise, 1, setImmediate);
}

/**
 * Runs the story of a whole call with time ten times as fast, so that nobody waits for its deadlines.
 * No faster: its sockets, TLS and files take real time, which must not use the deadlines up.
 */
export async function atTenfoldSpeed<T>(story: () => Promise<T>): Promise<T> {
  takeTime();
  try {
    return await letTimePass(story(), 10, () => realTimeout(1));
  } finally {
    giveTimeBack();
  }
}

async function letTimePass<T>(
  promise: Promise<T>,
  milliseconds: number,
  turn: () => Promise<void>,
): Promise<T> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  promise.then(settle, settle);
  while (!isSettled) {
    await turn();
    await jest.advanceTimersByTimeAsync(milliseconds);
  }
  return promise;
}
