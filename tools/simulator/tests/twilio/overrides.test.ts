import { splitOverrides } from '../../twilio/overrides';

test('retries once without a fragment, only after a failed connection', () => {
  const { url, overrides } = splitOverrides('https://svc.example/engage?x=1');
  expect(url).toBe('https://svc.example/engage?x=1');
  expect(overrides).toMatchObject({ retries: 1, readMs: 15_000, totalMs: 15_000 });
  expect([...overrides.retryAfter]).toEqual(['ct']);
});

test('removes the fragment, and retries as it says', () => {
  const { url, overrides } = splitOverrides(
    'https://svc.example/engage#rc=2&rp=ct,4xx,5xx&rt=3000',
  );
  expect(url).toBe('https://svc.example/engage');
  expect(overrides).toMatchObject({ retries: 2, readMs: 3000 });
  expect([...overrides.retryAfter]).toEqual(['ct', '4xx', '5xx']);
});

test('ignores values that are out of range', () => {
  const { overrides } = splitOverrides('https://svc.example/#rc=9&rt=50&rp=all');
  expect(overrides).toMatchObject({ retries: 1, readMs: 15_000 });
  expect(overrides.retryAfter.size).toBe(4);
});
