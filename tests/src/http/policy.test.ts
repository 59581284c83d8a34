import { BadAnswerError, NetworkError, StatusError, TimeoutError } from '../../../src/http/errors';
import { type Attempt, CircuitOpen, policyFor } from '../../../src/http/policy';
import { useTestClock } from '../../support/time';

const FACTS = { api: 'ASAPP', method: 'GET', path: '/' };
const REFUSED: Attempt<string> = {
  failure: new NetworkError(FACTS, { code: 'ECONNREFUSED', message: '' }),
};
const TIMED_OUT: Attempt<string> = { failure: new TimeoutError(FACTS) };
const NOT_FOUND: Attempt<string> = { failure: new StatusError({ ...FACTS, status: 404 }) };
const LIMITED: Attempt<string> = { failure: new StatusError({ ...FACTS, status: 429 }) };
const GOOD: Attempt<string> = { answer: 'good' };

let keys = 0;
/** A policy that no other test has used. */
const newPolicy = () => policyFor(`policy ${++keys}`);
const forever = () => new AbortController().signal;

/** Attempts with these results in order; the last one repeats. */
function scripted(...script: Attempt<string>[]) {
  let made = 0;
  return {
    attempt: async () => {
      const result = script[Math.min(made, script.length - 1)] ?? GOOD;
      made += 1;
      return result;
    },
    made: () => made,
  };
}

let random: jest.SpyInstance<number>;
useTestClock();
beforeEach(() => {
  random = jest.spyOn(Math, 'random').mockReturnValue(0);
});

/** Runs all timers until the promise is settled. */
async function settled<T>(promise: Promise<T>): Promise<T> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  promise.then(done, done);
  while (!isDone) await jest.advanceTimersByTimeAsync(10);
  return promise;
}

/** Five failures in a row. */
async function open(policy: ReturnType<typeof policyFor>) {
  await settled(policy.run(async () => REFUSED, forever()));
  await settled(policy.run(async () => REFUSED, forever()));
}

describe('the request policy', () => {
  test('makes one attempt if it brings an answer', async () => {
    const { attempt, made } = scripted(GOOD);
    expect(await newPolicy().run(attempt, forever())).toBe(GOOD);
    expect(made()).toBe(1);
  });

  test('retries a transient failure at most twice, after a short wait', async () => {
    const { attempt, made } = scripted(REFUSED, REFUSED, GOOD);
    const startedAt = Date.now();
    expect(await settled(newPolicy().run(attempt, forever()))).toBe(GOOD);
    expect(made()).toBe(3);
    expect(Date.now() - startedAt).toBe(350);
  });

  test('makes as many attempts, each as long, as a system is given', async () => {
    const attempts = { most: 2, first: 300, later: 200 };
    const policy = policyFor(`policy ${++keys}`, attempts);
    const lengths: number[] = [];
    const attempt = (signal: AbortSignal) =>
      new Promise<Attempt<string>>((resolve) => {
        const startedAt = Date.now();
        signal.addEventListener('abort', () => {
          lengths.push(Date.now() - startedAt);
          resolve(TIMED_OUT);
        });
      });
    expect(await settled(policy.run(attempt, forever()))).toBe(TIMED_OUT);
    expect(lengths).toEqual([300, 200]);
  });

  test('returns the last failure if every attempt failed', async () => {
    const { attempt, made } = scripted(REFUSED);
    expect(await settled(newPolicy().run(attempt, forever()))).toBe(REFUSED);
    expect(made()).toBe(3);
  });

  test.each([
    ['HTTP 404', NOT_FOUND],
    ['HTTP 429, since that would only add to what is limited', LIMITED],
    ['a bad answer', { failure: new BadAnswerError(FACTS, 'not JSON') }],
  ])('does not retry after %s', async (_case, failure) => {
    const { attempt, made } = scripted(failure);
    expect(await newPolicy().run(attempt, forever())).toBe(failure);
    expect(made()).toBe(1);
  });

  test('aborts the first attempt after 2.5 s, and the others after 800 ms', async () => {
    const aborted: number[] = [];
    const startedAt = Date.now();
    const hang = (signal: AbortSignal) =>
      new Promise<Attempt<string>>((resolve) => {
        signal.addEventListener('abort', () => {
          aborted.push(Date.now() - startedAt);
          resolve(REFUSED);
        });
      });
    await settled(newPolicy().run(hang, forever()));
    expect(aborted).toEqual([2_500, 3_400, 4_450]);
  });

  test('makes no attempt after the deadline', async () => {
    const deadline = new AbortController();
    const { attempt, made } = scripted(REFUSED);
    const run = newPolicy().run(attempt, deadline.signal);
    const outcome = expect(run).rejects.toThrow();
    await jest.advanceTimersByTimeAsync(50);
    deadline.abort();
    await jest.advanceTimersByTimeAsync(1_000);
    await outcome;
    expect(made()).toBe(1);
  });

  test('aborts a running attempt at the deadline', async () => {
    const deadline = new AbortController();
    const hang = (signal: AbortSignal) =>
      new Promise<Attempt<string>>((resolve) => {
        signal.addEventListener('abort', () => resolve(REFUSED));
      });
    const run = newPolicy().run(hang, deadline.signal);
    deadline.abort();
    await settled(run).catch(() => {});
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('the circuit breaker', () => {
  test('opens after five failures in a row, the last of which is returned at once', async () => {
    const policy = newPolicy();
    const { attempt, made } = scripted(REFUSED);
    await settled(policy.run(attempt, forever()));
    const startedAt = Date.now();
    expect(await settled(policy.run(attempt, forever()))).toBe(REFUSED);
    expect(made()).toBe(5);
    expect(Date.now() - startedAt).toBeLessThan(150);
    await expect(policy.run(attempt, forever())).rejects.toThrow(CircuitOpen);
    expect(made()).toBe(5);
  });

  test('opens after five answers of HTTP 429 in a row', async () => {
    const policy = newPolicy();
    for (let call = 0; call < 5; call += 1) await policy.run(async () => LIMITED, forever());
    await expect(policy.run(async () => GOOD, forever())).rejects.toThrow(CircuitOpen);
  });

  test('does not open if another answer comes between the failures', async () => {
    const policy = newPolicy();
    const script = [REFUSED, REFUSED, REFUSED, REFUSED, NOT_FOUND, REFUSED, REFUSED, REFUSED];
    const { attempt, made } = scripted(...script, GOOD);
    await settled(policy.run(attempt, forever()));
    await settled(policy.run(attempt, forever()));
    await settled(policy.run(attempt, forever()));
    await settled(policy.run(attempt, forever()));
    expect(made()).toBe(script.length + 1);
  });

  test('rejects every request at once for 10 s while it is open', async () => {
    const policy = newPolicy();
    await open(policy);
    const { attempt, made } = scripted(GOOD);
    await expect(policy.run(attempt, forever())).rejects.toThrow(CircuitOpen);
    await jest.advanceTimersByTimeAsync(9_900);
    await expect(policy.run(attempt, forever())).rejects.toThrow(CircuitOpen);
    expect(made()).toBe(0);
  });

  test('lets one probe through after 10 s, while all others fail at once', async () => {
    const policy = newPolicy();
    await open(policy);
    await jest.advanceTimersByTimeAsync(10_000);
    let answer = (_attempt: Attempt<string>) => {};
    const probe = policy.run(
      () =>
        new Promise<Attempt<string>>((resolve) => {
          answer = resolve;
        }),
      forever(),
    );
    const { attempt, made } = scripted(GOOD);
    await expect(policy.run(attempt, forever())).rejects.toThrow(CircuitOpen);
    await expect(policy.run(attempt, forever())).rejects.toThrow(CircuitOpen);
    expect(made()).toBe(0);

    answer(GOOD);
    expect(await probe).toBe(GOOD);
    expect(await policy.run(attempt, forever())).toBe(GOOD);
  });

  test('opens after two timeouts in a row, the most that one call waits for', async () => {
    const policy = newPolicy();
    const { attempt, made } = scripted(TIMED_OUT);
    expect(await settled(policy.run(attempt, forever()))).toBe(TIMED_OUT);
    await expect(policy.run(attempt, forever())).rejects.toThrow(CircuitOpen);
    expect(made()).toBe(2);
  });

  test('does not open if an answer comes between two timeouts', async () => {
    const policy = newPolicy();
    const { attempt, made } = scripted(TIMED_OUT, GOOD);
    for (let call = 0; call < 4; call += 1) {
      const { attempt: slow } = scripted(TIMED_OUT, GOOD);
      expect(await settled(policy.run(slow, forever()))).toBe(GOOD);
    }
    expect(await settled(policy.run(attempt, forever()))).toBe(GOOD);
    expect(made()).toBe(2);
  });

  test('probes after timeouts as after other failures', async () => {
    const policy = newPolicy();
    await settled(policy.run(async () => TIMED_OUT, forever()));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await policy.run(async () => GOOD, forever())).toBe(GOOD);
    expect(await policy.run(async () => GOOD, forever())).toBe(GOOD);
  });

  test('probes at a random time, so that not all processes probe at once', async () => {
    const policy = newPolicy();
    random.mockReturnValue(0.5);
    await open(policy);
    await jest.advanceTimersByTimeAsync(14_900);
    await expect(policy.run(async () => GOOD, forever())).rejects.toThrow(CircuitOpen);
    await jest.advanceTimersByTimeAsync(100);
    expect(await policy.run(async () => GOOD, forever())).toBe(GOOD);
  });

  test('stays open for another 10 s if the probe fails', async () => {
    const policy = newPolicy();
    await open(policy);
    await jest.advanceTimersByTimeAsync(10_000);
    const { attempt, made } = scripted(REFUSED);
    expect(await policy.run(attempt, forever())).toBe(REFUSED);
    await jest.advanceTimersByTimeAsync(9_900);
    await expect(policy.run(attempt, forever())).rejects.toThrow(CircuitOpen);
    expect(made()).toBe(1);
  });

  test('stays open if the probe is cut short by its deadline', async () => {
    const policy = newPolicy();
    await open(policy);
    await jest.advanceTimersByTimeAsync(10_000);
    const deadline = new AbortController();
    const probe = policy.run(
      (signal) =>
        new Promise<Attempt<string>>((resolve) => {
          signal.addEventListener('abort', () => resolve(REFUSED));
        }),
      deadline.signal,
    );
    deadline.abort();
    await settled(probe).catch(() => {});
    const { attempt, made } = scripted(GOOD);
    await expect(policy.run(attempt, forever())).rejects.toThrow(CircuitOpen);
    expect(made()).toBe(0);
  });

  test('does not count attempts that a deadline cuts short after 150 ms', async () => {
    const policy = newPolicy();
    const hang = (signal: AbortSignal) =>
      new Promise<Attempt<string>>((resolve) => {
        signal.addEventListener('abort', () => resolve(REFUSED));
      });
    for (let call = 0; call < 6; call += 1) {
      const deadline = new AbortController();
      const run = policy.run(hang, deadline.signal);
      const outcome = expect(run).rejects.toThrow();
      await jest.advanceTimersByTimeAsync(150);
      deadline.abort();
      await outcome;
    }
    expect(await policy.run(async () => GOOD, forever())).toBe(GOOD);
  });

  test('counts attempts that a deadline cuts short after 900 ms', async () => {
    const policy = newPolicy();
    const hang = (signal: AbortSignal) =>
      new Promise<Attempt<string>>((resolve) => {
        signal.addEventListener('abort', () => resolve(REFUSED));
      });
    for (let call = 0; call < 5; call += 1) {
      const deadline = new AbortController();
      const run = policy.run(hang, deadline.signal);
      await jest.advanceTimersByTimeAsync(900);
      deadline.abort();
      await settled(run);
    }
    await expect(policy.run(async () => GOOD, forever())).rejects.toThrow(CircuitOpen);
  });

  test('is separate for each key', async () => {
    const policy = newPolicy();
    await open(policy);
    expect(await newPolicy().run(async () => GOOD, forever())).toBe(GOOD);
    expect(policyFor('the same')).toBe(policyFor('the same'));
  });
});
