import { readConferenceEvent } from '../../../src/signalwire/conference-event';

const ConferenceSid = '0a1b2c3d-0000-4000-8000-000000000000';

describe('an event of a conference', () => {
  test.each([
    ['conference-start', 'started'],
    ['participant-join', 'joined'],
    ['conference-end', 'ended'],
  ])('named %s means: %s', (StatusCallbackEvent, kind) => {
    expect(readConferenceEvent({ StatusCallbackEvent, ConferenceSid })).toEqual({
      kind,
      conferenceSid: ConferenceSid,
    });
  });

  test.each(['participant-leave', 'participant-mute', 'new', 'constructor', 'toString', undefined])(
    'named %s asks for nothing',
    (StatusCallbackEvent) => {
      expect(readConferenceEvent({ StatusCallbackEvent, ConferenceSid })).toEqual({
        kind: 'other',
      });
    },
  );

  test.each(['', 'short', '../../x', 'a/b/c/d/e/f', 'x'.repeat(65), ['a', 'b'], undefined])(
    'about the conference %j asks for nothing: that may not come into a path',
    (sid) => {
      const event = { StatusCallbackEvent: 'conference-start', ConferenceSid: sid };
      expect(readConferenceEvent(event)).toEqual({ kind: 'other' });
    },
  );

  test.each([
    ['stream-started', 'stream-started'],
    ['stream-error', 'stream-error'],
    ['+15550001111', 'unknown'],
    ['wss://media.example/marked', 'unknown'],
  ])('about its stream, %s, is logged as %s', (StreamEvent, status) => {
    expect(readConferenceEvent({ StreamEvent, ConferenceSid })).toEqual({ kind: 'stream', status });
  });
});
