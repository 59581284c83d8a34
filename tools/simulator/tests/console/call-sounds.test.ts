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

test('while somebody is called it rings, in a rhythm', () => {
  const sound = soundOf(line({ to: 'person', begins: 'ringing' }));
  expect(sound).toHaveLength(8 * 200);
  expect(sound?.[0]).not.toEqual(sound?.[60]);
});

test('a person who takes the call says something', () => {
  expect(soundOf(line({ from: 'person', to: 'caller', begins: 'person' }))).toEqual(
    prompt('person'),
  );
});

test.each([
  ['whoever is called answers', line({ from: 'person', to: 'twilio' })],
  ['Twilio speaks', line({ to: 'caller', begins: 'words' })],
  ['the call is over', line({ to: 'caller', what: 'the call is over: goodbye' })],
])('it is quiet once %s', (_, event) => {
  expect(soundOf(event)).toBe('hush');
});

test('a request changes nothing of what is heard', () => {
  expect(soundOf(line({}))).toBeUndefined();
});
