import twilio from 'twilio';
import { isSignedBySignalWire } from '../../../src/signalwire/signature';
import '../../support/runtime';

const URL = 'https://voice-agent-1234.twil.io/conference-stream';
const KEY = 'signing-key';
const POSTED = { ConferenceSid: 'conference-1', StatusCallbackEvent: 'conference-start' };

function isSigned(
  posted: Record<string, unknown>,
  signature: unknown = twilio.getExpectedTwilioSignature(KEY, URL, POSTED),
) {
  const request = { headers: { 'x-signalwire-signature': signature }, cookies: {} };
  return isSignedBySignalWire({ request, ...posted }, KEY, URL);
}

describe('an event of SignalWire', () => {
  test('is known by its signature', () => {
    expect(isSigned(POSTED)).toBe(true);
  });

  test.each([
    ['changed', { ...POSTED, ConferenceSid: 'conference-2' }],
    ['added to, as by a query', { ...POSTED, more: 'x' }],
    ['incomplete', { ConferenceSid: 'conference-1' }],
    ['repeated', { ...POSTED, ConferenceSid: ['conference-1', 'conference-1'] }],
    ['nested', { ...POSTED, more: { a: 'b' } }],
    ['made to break the computation', { ...POSTED, more: { toString: 1 } }],
    ['null in places', { ...POSTED, more: null }],
  ])('is none where it is %s', (_case, posted) => {
    expect(isSigned(posted)).toBe(false);
  });

  test.each(['', 'x', null, ['a', 'b'], '\u0000'])('is none with the signature %j', (signature) => {
    expect(isSigned(POSTED, signature)).toBe(false);
  });

  test('is none with the signature of another key or another URL', () => {
    const other = twilio.getExpectedTwilioSignature('other', URL, POSTED);
    expect(isSigned(POSTED, other)).toBe(false);
    const elsewhere = twilio.getExpectedTwilioSignature(KEY, `${URL}/x`, POSTED);
    expect(isSigned(POSTED, elsewhere)).toBe(false);
  });

  test.each([undefined, null, 'x', {}, { headers: null }])(
    'is none in the envelope %j',
    (request) => {
      expect(isSignedBySignalWire({ ...POSTED, request }, KEY, URL)).toBe(false);
    },
  );
});
