import { readClerkConfig } from '../../../src/clerk/config';

describe('the configuration of Clerk', () => {
  test('has Clerk’s own host by default', () => {
    expect(readClerkConfig({ CLERK_API_KEY: 'k', CLERK_INBOX_ID: 'AP1' })).toEqual({
      values: { origin: 'https://web-api.clerk.chat', apiKey: 'k', inboxId: 'AP1' },
      faults: [],
    });
  });

  test('may have another host', () => {
    const environment = {
      CLERK_API_HOST: 'http://127.0.0.1:9',
      CLERK_API_KEY: 'k',
      CLERK_INBOX_ID: 'AP1',
    };
    expect(readClerkConfig(environment).values?.origin).toBe('http://127.0.0.1:9');
  });

  test('is none where something is missing or bad, which is named', () => {
    const environment = { CLERK_API_HOST: 'http://marked.example', CLERK_API_KEY: 'marked key' };
    const { values, faults } = readClerkConfig(environment);
    expect(values).toBeUndefined();
    expect(faults).toEqual([
      'CLERK_API_HOST must use https:// (plain http only for a loopback host)',
      'CLERK_API_KEY must be printable ASCII without blanks',
      'CLERK_INBOX_ID is missing',
    ]);
  });
});
