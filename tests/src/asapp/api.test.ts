import { asappApi } from '../../../src/asapp/api';

const api = asappApi({ origin: 'https://api.asapp.com', apiId: 'id', apiSecret: 'secret' });

describe('ASAPP', () => {
  test('is asked with both headers of its key, and known by the key’s id alone', () => {
    expect(api.headers).toEqual({ 'asapp-api-id': 'id', 'asapp-api-secret': 'secret' });
    expect(api.keyId).toBe('id');
  });

  test.each([
    [
      'both',
      { error: { requestId: 'r-1', message: 'm', code: '429-01' } },
      { requestId: 'r-1', code: '429-01' },
    ],
    ['the id only', { error: { requestId: 'r-1', message: 'm' } }, { requestId: 'r-1' }],
    [
      'the id, and a code that is no text',
      { error: { requestId: 'r-1', code: 7 } },
      { requestId: 'r-1' },
    ],
    ['the code, and an id that is null', { error: { requestId: null, code: 'c' } }, { code: 'c' }],
    ['an id that nobody could write down', { error: { requestId: 'r'.repeat(5_000) } }, {}],
    ['nothing', {}, {}],
    ['a text', 'broken', {}],
    ['no JSON', undefined, {}],
  ])('tells of an error %s', (_case, body, problem) => {
    expect(api.readErrorBody(body)).toEqual(problem);
  });
});
