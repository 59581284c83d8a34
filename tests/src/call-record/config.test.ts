import { readCallRecordConfig } from '../../../src/call-record/config';

const URL = 'https://example.com/calls?key=1';
const MESSAGE = 'must be an https:// URL (plain http only for a loopback host)';

describe('the configuration of call records', () => {
  test('sends records nowhere and names nobody by default', () => {
    expect(readCallRecordConfig({})).toEqual({
      value: { url: undefined, secret: undefined, namesPeople: false },
      problems: [],
    });
  });

  test('reads where records go, what signs them, and whether they name people', () => {
    const environment = {
      CALL_RECORD_URL: URL,
      CALL_RECORD_SECRET: 'secret',
      CALL_RECORD_NUMBERS: 'true',
    };
    const { value } = readCallRecordConfig(environment);
    expect(value).toEqual({ url: URL, secret: 'secret', namesPeople: true });
  });

  test('sends nothing unsigned if there is a secret that cannot be used', () => {
    const environment = { CALL_RECORD_URL: URL, CALL_RECORD_SECRET: 'two words' };
    const { value, problems } = readCallRecordConfig(environment);
    expect(value.url).toBeUndefined();
    expect(problems).toEqual(['CALL_RECORD_SECRET must be printable ASCII without spaces']);
  });

  test.each(['http://example.com/', 'example.com', 'https://user:pass@example.com/', 'ftp://a.b/'])(
    'refuses the URL %s',
    (url) => {
      const { value, problems } = readCallRecordConfig({ CALL_RECORD_URL: url });
      expect(value.url).toBeUndefined();
      expect(problems).toEqual([`CALL_RECORD_URL ${MESSAGE}`]);
    },
  );

  test('accepts plain http on this machine', () => {
    const { value } = readCallRecordConfig({ CALL_RECORD_URL: 'http://127.0.0.1:4000/calls' });
    expect(value.url).toBe('http://127.0.0.1:4000/calls');
  });
});
