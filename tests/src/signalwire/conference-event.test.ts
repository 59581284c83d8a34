import { readConferenceEvent } from '../../../src/signalwire/conference-event';

const ConferenceSid = '5ebe4ac9-1111-2222-3333-444455556666';

test.each([
  ['conference-start', 'started'],
  ['participant-join', 'joined'],
  ['conference-end', 'ended'],
])('%s means that it has %s', (StatusCallbackEvent, kind) => {
  expect(readConferenceEvent({ ConferenceSid, StatusCallbackEvent })).toEqual({
    kind,
    conferenceSid: ConferenceSid,
  });
});

test.each(['participant-leave', 'participant-mute', 'constructor', '__proto__', ''])(
  '%p asks for nothing',
  (StatusCallbackEvent) => {
    expect(readConferenceEvent({ ConferenceSid, StatusCallbackEvent }).kind).toBe('other');
  },
);

test.each(['', '../../Calls', 'a/b', 'x'.repeat(65), ['a', 'b']])(
  'an event of the conference %j is about none',
  (sid) => {
    const event = { ConferenceSid: sid, StatusCallbackEvent: 'conference-start' };
    expect(readConferenceEvent(event).kind).toBe('other');
  },
);

test('the event of a stream is no event of the conference', () => {
  const event = { ConferenceSid, StreamEvent: 'stream-stopped', StatusCallbackEvent: '' };
  expect(readConferenceEvent(event)).toEqual({ kind: 'stream', status: 'stream-stopped' });
});
