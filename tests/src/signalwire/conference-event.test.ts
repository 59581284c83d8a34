import { readConferenceEvent } from '../../../src/signalwire/conference-event';

const ConferenceSid = '5ebe4ac9-1111-2222-3333-444455556666';

test.each([
  ['conference-start', 'started'],
  ['participant-join', 'joined'],
  ['conference-end', 'ended'],
])('the conference event %s is read as %s', (StatusCallbackEvent, kind) => {
  expect(readConferenceEvent({ ConferenceSid, StatusCallbackEvent })).toEqual({
    kind,
    conferenceSid: ConferenceSid,
  });
});

test.each(['participant-leave', 'participant-mute', 'constructor', '__proto__', ''])(
  'the conference event %p is ignored',
  (StatusCallbackEvent) => {
    expect(readConferenceEvent({ ConferenceSid, StatusCallbackEvent }).kind).toBe('other');
  },
);

test.each(['', '../../Calls', 'a/b', 'x'.repeat(65), ['a', 'b']])(
  'an event with the ConferenceSid %j is ignored',
  (sid) => {
    const event = { ConferenceSid: sid, StatusCallbackEvent: 'conference-start' };
    expect(readConferenceEvent(event).kind).toBe('other');
  },
);

test('a stream event is not mistaken for a conference event', () => {
  const event = { ConferenceSid, StreamEvent: 'stream-stopped', StatusCallbackEvent: '' };
  expect(readConferenceEvent(event)).toEqual({ kind: 'stream', status: 'stream-stopped' });
});
