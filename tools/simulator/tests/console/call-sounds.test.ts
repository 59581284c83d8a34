import { prompt } from '../../asapp/prompts';
import { soundOf } from '../../console/call-sounds';
import type { CallEvent } from '../../twilio/call-event';

const line = (event: Partial<CallEvent>): CallEvent => ({
  at: 0,
  from: 'twilio',
  to: 'service',
  what: '',
  ...event,
});

test('rings in a rhythm while a person is called', () => {
  const sound = soundOf(line({ to: 'person', begins: 'ringing' }));
  expect(sound).toHaveLength(8 * 200);
  expect(sound?.[0]).not.toEqual(sound?.[60]);
});

test('plays a sentence of the person who answers', () => {
  expect(soundOf(line({ from: 'person', to: 'caller', begins: 'person' }))).toEqual(
    prompt('person'),
  );
});

test.each([
  ['the person answers', line({ from: 'person', to: 'twilio' })],
  ['Twilio speaks', line({ to: 'caller', begins: 'words' })],
  ['the call is over', line({ to: 'caller', what: 'the call is over: goodbye' })],
])('stops the sound when %s', (_, event) => {
  expect(soundOf(event)).toBe('hush');
});

test('plays nothing for a request', () => {
  expect(soundOf(line({}))).toBeUndefined();
});
