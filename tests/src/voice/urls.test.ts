import fc from 'fast-check';
import { flowUrl, formatQuery, RETRIES, serviceUrl } from '../../../src/voice/urls';
import { anyCharacters } from '../../support/arbitrary';
import { runs } from '../../support/cases';

describe('a URL of this service', () => {
  test('is absolute and asks Twilio to retry', () => {
    expect(serviceUrl('a.twil.io', '/hand-off')).toBe(
      'https://a.twil.io/hand-off#rc=2&rp=ct,4xx,5xx',
    );
  });

  test('has its query before the retries, without undefined values', () => {
    const query = { engagement: 0, line: undefined, chain: '+1 voicemail' };
    expect(serviceUrl('a.twil.io', '/x', query)).toBe(
      `https://a.twil.io/x?engagement=0&chain=%2B1%20voicemail${RETRIES}`,
    );
  });
});

describe('a URL of a Studio Flow', () => {
  test('is its webhook, without retries', () => {
    expect(flowUrl(undefined, 'AC1', 'FW1', { FlowEvent: 'return' })).toBe(
      'https://webhooks.twilio.com/v1/Accounts/AC1/Flows/FW1?FlowEvent=return',
    );
    expect(flowUrl(undefined, 'AC1', 'FW1')).toBe(
      'https://webhooks.twilio.com/v1/Accounts/AC1/Flows/FW1',
    );
  });
});

test('the URL of a Studio Flow is on the host of a known webhook', () => {
  const known = `https://webhooks.example.twilio.com/v1/Accounts/AC1/Flows/FW${'1'.repeat(32)}`;
  expect(flowUrl(known, 'AC1', 'FW2', { FlowEvent: 'return' })).toBe(
    'https://webhooks.example.twilio.com/v1/Accounts/AC1/Flows/FW2?FlowEvent=return',
  );
});

describe('a query', () => {
  test('can be read back unchanged for any well-formed text', () => {
    fc.assert(
      fc.property(anyCharacters(), anyCharacters(), (name, value) => {
        const query = formatQuery({ [`n${name}`]: value });
        expect([...new URLSearchParams(query)]).toEqual([[`n${name}`, value]]);
        expect(query).toMatch(/^\?[\x21-\x7e]+$/);
      }),
      { numRuns: runs(100) },
    );
  });

  test('replaces half a surrogate pair', () => {
    expect(formatQuery({ a: 'x\ud800y', 'b\udc00': 1 })).toBe('?a=x%EF%BF%BDy&b%EF%BF%BD=1');
  });
});
