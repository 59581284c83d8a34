import { readClerkConfig } from '../../../src/clerk/config';

const GOOD = { CLERK_API_KEY: 'key', CLERK_INBOX_ID: 'AP1' };

describe('Clerk’s variables', () => {
  test('are complete with a key and an inbox', () => {
    expect(readClerkConfig(GOOD)).toEqual({
      value: { origin: 'https://web-api.clerk.chat', apiKey: 'key', inboxId: 'AP1' },
      problems: [],
    });
  });

  test('can name another host', () => {
    const { value } = readClerkConfig({ ...GOOD, CLERK_API_HOST: 'api.example.com' });

    expect(value?.origin).toBe('https://api.example.com');
  });

  test.each([
    [{ ...GOOD, CLERK_API_KEY: '' }, 'CLERK_API_KEY is missing'],
    [{ ...GOOD, CLERK_API_KEY: 'a b' }, 'CLERK_API_KEY must be printable ASCII without spaces'],
    [
      { ...GOOD, CLERK_API_HOST: 'http://api.example.com' },
      'CLERK_API_HOST must use https:// (plain http only for a loopback host)',
    ],
  ])('are unusable with %j: %s', (environment, problem) => {
    expect(readClerkConfig(environment)).toEqual({ value: undefined, problems: [problem] });
  });
});
