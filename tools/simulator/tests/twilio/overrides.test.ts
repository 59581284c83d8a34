import { splitOverrides } from '../../twilio/overrides';

test('without a fragment Twilio retries once, after a failed connection only', () => {
  const { url, overrides } = splitOverrides('https://svc.example/engage?x=1');
  expect(url).toBe('https://svc.example/engage?x=1');
  expect(overrides).toMatchObject({ retries: 1, readMs: 15_000, totalMs: 15_000 });
  expect([...overrides.retryAfter]).toEqual(['ct']);
});

test('the fragment is taken off, and says when to retry', () => {
  const { url, overrides } = splitOverrides(
    'https://svc.example/engage#rc=2&rp=ct,4xx,5xx&rt=3000',
  );
  expect(url).toBe('https://svc.example/engage');
  expect(overrides).toMatchObject({ retries: 2, readMs: 3000 });
  expect([...overrides.retryAfter]).toEqual(['ct', '4xx', '5xx']);
});

test('values out of range count as not given', () => {
  const { overrides } = splitOverrides('https://svc.example/#rc=9&rt=50&rp=all');
  expect(overrides).toMatchObject({ retries: 1, readMs: 15_000 });
  expect(overrides.retryAfter.size).toBe(4);
});
