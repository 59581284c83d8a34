import { asappApi } from '../../../src/asapp/api';

const api = asappApi({ origin: 'https://api.asapp.com', apiId: 'id', apiSecret: 'secret' });

describe('the ASAPP API', () => {
  test('sends both headers of its key, and is identified by the key ID alone', () => {
    expect(api.headers).toEqual({ 'asapp-api-id': 'id', 'asapp-api-secret': 'secret' });
    expect(api.keyId).toBe('id');
  });

  test.each([
    [
      'request ID and code',
      { error: { requestId: 'r-1', message: 'm', code: '429-01' } },
      { requestId: 'r-1', code: '429-01' },
    ],
    [
      'the request ID if there is no code',
      { error: { requestId: 'r-1', message: 'm' } },
      { requestId: 'r-1' },
    ],
    [
      'the request ID, but not a code that is a number',
      { error: { requestId: 'r-1', code: 7 } },
      { requestId: 'r-1' },
    ],
    [
      'the code, but not a null request ID',
      { error: { requestId: null, code: 'c' } },
      { code: 'c' },
    ],
    ['no request ID of 5,000 characters', { error: { requestId: 'r'.repeat(5_000) } }, {}],
    ['nothing from an empty object', {}, {}],
    ['nothing from plain text', 'broken', {}],
    ['nothing without a body', undefined, {}],
  ])('reads from an error body: %s', (_case, body, problem) => {
    expect(api.readErrorBody(body)).toEqual(problem);
  });
});
