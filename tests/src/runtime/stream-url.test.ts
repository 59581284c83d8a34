import { isStreamUrl } from '../../../src/runtime/stream-url';

describe('the URL of a media stream', () => {
  test.each([
    'wss://media.example/a/b.c-d_e~f',
    'wss://media.example:8443/twilio-media/eyJ0.eyJ1.sig',
    'wss://127.0.0.1:4000/x',
  ])('can be %s', (text) => {
    expect(isStreamUrl(text)).toBe(true);
  });

  test.each([
    ['another scheme', 'ws://media.example/a'],
    ['a query', 'wss://media.example/a?b=c'],
    ['a fragment', 'wss://media.example/a#b'],
    ['a space', 'wss://media.example/a b'],
    ['a control character', 'wss://media.example/\u0001'],
    ['half a surrogate pair', 'wss://media.example/\ud800'],
    ['an accented letter', 'wss://media.example/é'],
    ['no host', 'wss://'],
    ['an invalid port', 'wss://media.example:port/'],
    ['a leading space', ' wss://media.example/'],
  ])('cannot have %s', (_case, text) => {
    expect(isStreamUrl(text)).toBe(false);
  });
});
