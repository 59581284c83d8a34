import '../../support/runtime';
import { isSignedBySignalWire } from '../../../src/signalwire/signature';
import { signalWireSignature } from '../../../tools/simulator';

const URL = 'https://voice-agent-1234-dev.twil.io/conference-stream';
const FORM = { ConferenceSid: 'c-1', FriendlyName: 'Räum & Zeit', Empty: '' };
const signature = signalWireSignature('key', URL, FORM);
const event = (headers: object, more: object = {}) => ({ ...FORM, ...more, request: { headers } });

describe('an event signed by SignalWire', () => {
  test('is accepted', () => {
    expect(isSignedBySignalWire(event({ 'x-signalwire-signature': signature }), 'key', URL)).toBe(
      true,
    );
  });

  test.each([
    ['without a signature', {}, {}],
    ['with two signatures', { 'x-signalwire-signature': [signature, signature] }, {}],
    ['with an empty signature', { 'x-signalwire-signature': '' }, {}],
    ['with an extra parameter', { 'x-signalwire-signature': signature }, { Extra: '1' }],
    ['with a changed value', { 'x-signalwire-signature': signature }, { Empty: 'x' }],
    ['with an object as a value', { 'x-signalwire-signature': signature }, { Empty: {} }],
  ])('is refused %s', (_, headers, more) => {
    expect(isSignedBySignalWire(event(headers, more), 'key', URL)).toBe(false);
  });

  test('is refused if the runtime passes no headers', () => {
    expect(isSignedBySignalWire(FORM, 'key', URL)).toBe(false);
  });

  test('is refused with another key or for another URL', () => {
    const signed = event({ 'x-signalwire-signature': signature });

    expect(isSignedBySignalWire(signed, 'other', URL)).toBe(false);
    expect(isSignedBySignalWire(signed, 'key', `${URL}/`)).toBe(false);
  });
});
