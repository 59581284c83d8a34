import * as v from 'valibot';
import { hostUrl } from '../../../src/runtime/host-url';

describe('a host variable', () => {
  test.each([
    ['api.asapp.com', 'https://api.asapp.com'],
    ['https://api.asapp.com', 'https://api.asapp.com'],
    ['https://api.asapp.com/', 'https://api.asapp.com'],
    ['HTTPS://API.ASAPP.COM', 'https://api.asapp.com'],
    ['api.asapp.com:8443', 'https://api.asapp.com:8443'],
    ['http://localhost:4000', 'http://localhost:4000'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['http://[::1]:4000', 'http://[::1]:4000'],
  ])('accepts %s as %s', (text, origin) => {
    expect(v.parse(hostUrl, text)).toBe(origin);
  });

  test.each([
    ['http://api.asapp.com', 'https://'],
    ['http://127.0.0.1.example.com', 'https://'],
    ['http://localhost.example.com', 'https://'],
    ['ftp://api.asapp.com', 'https://'],
    ['wss://api.asapp.com', 'https://'],
    ['api.asapp.com/v1', 'without a path'],
    ['https://api.asapp.com/?a=b', 'without a path'],
    ['https://api.asapp.com/#a', 'without a path'],
    ['https://user@api.asapp.com', 'without a path'],
    ['https://user:pass@api.asapp.com', 'without a path'],
    ['https://', 'without a path'],
    ['', 'without a path'],
    ['two words', 'without a path'],
  ])('refuses %s, which must be %s', (text, expected) => {
    const { issues } = v.safeParse(hostUrl, text, { abortEarly: true });
    expect(issues?.[0].message).toContain(expected);
  });
});
