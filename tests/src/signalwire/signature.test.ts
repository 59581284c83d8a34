import '../../support/runtime';
import { isSignedBySignalWire } from '../../../src/signalwire/signature';
import { signalWireSignature } from '../../../tools/simulator/signalwire/signature';

const URL = 'https://voice-agent-1234-dev.twil.io/conference-stream';
const FORM = { ConferenceSid: 'c-1', FriendlyName: 'Räum & Zeit', Empty: '' };
const signature = signalWireSignature('key', URL, FORM);
const event = (headers: object, more: object = {}) => ({ ...FORM, ...more, request: { headers } });

describe('an event that SignalWire has signed', () => {
  test('is taken', () => {
    expect(isSignedBySignalWire(event({ 'x-signalwire-signature': signature }), 'key', URL)).toBe(
      true,
    );
  });

  test.each([
    ['without a signature', {}, {}],
    ['with two', { 'x-signalwire-signature': [signature, signature] }, {}],
    ['with an empty one', { 'x-signalwire-signature': '' }, {}],
    ['with a parameter more', { 'x-signalwire-signature': signature }, { Extra: '1' }],
    ['with a value changed', { 'x-signalwire-signature': signature }, { Empty: 'x' }],
    ['with an object in it', { 'x-signalwire-signature': signature }, { Empty: {} }],
  ])('is refused %s', (_, headers, more) => {
    expect(isSignedBySignalWire(event(headers, more), 'key', URL)).toBe(false);
  });

  test('is refused where the runtime gives no headers', () => {
    expect(isSignedBySignalWire(FORM, 'key', URL)).toBe(false);
  });

  test('is refused with another key or for another URL', () => {
    const signed = event({ 'x-signalwire-signature': signature });

    expect(isSignedBySignalWire(signed, 'other', URL)).toBe(false);
    expect(isSignedBySignalWire(signed, 'key', `${URL}/`)).toBe(false);
  });
});
