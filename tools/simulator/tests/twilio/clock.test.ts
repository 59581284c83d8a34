import { Clock } from '../../twilio/clock';

test('lets an hour pass at once at pace 0', async () => {
  const clock = new Clock(0);
  await clock.wait(3_600_000);
  expect(clock.now()).toBeGreaterThanOrEqual(3_600_000);
});

test('can pace frames and the rest separately', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  const clock = new Clock({ stream: 1, rest: 0 });
  await clock.wait(60_000);
  expect(clock.instant).toBe(false);
  jest.useRealTimers();
  expect(clock.now()).toBeGreaterThanOrEqual(60_000);
});

test('ends a wait with its signal', async () => {
  const clock = new Clock(1);
  const hungUp = new AbortController();
  const waiting = clock.wait(3_600_000, hungUp.signal);
  hungUp.abort();
  await expect(waiting).resolves.toBeUndefined();
});
