import { Experience, endedWell, type Over } from '../../../twilio/call/ending';

const ends = (
  how: Over,
  ...steps: ('heardWords' | 'reachedOut' | 'talkedToPerson' | 'leftMessage')[]
) => {
  const experience = new Experience();
  for (const step of steps) experience[step]();
  return experience.judge(how);
};

test.each([
  ['done', ['heardWords'], 'goodbye'],
  ['hung-up', ['reachedOut', 'heardWords'], 'goodbye'],
  ['done', ['heardWords', 'reachedOut'], 'dropped'],
  ['done', [], 'silence'],
  ['hung-up', ['reachedOut', 'talkedToPerson'], 'with-person'],
  ['done', ['reachedOut', 'talkedToPerson', 'heardWords'], 'with-person'],
  ['done', ['talkedToPerson', 'reachedOut'], 'dropped'],
  ['caller-left', ['reachedOut', 'talkedToPerson'], 'with-person'],
  ['caller-left', ['leftMessage'], 'voicemail'],
  ['caller-left', [], 'caller-hung-up'],
  ['rejected', [], 'dropped'],
  ['taken-over', [], 'with-system'],
  ['application-error', ['talkedToPerson'], 'application-error'],
  ['read-aloud', ['heardWords'], 'read-aloud'],
] as const)('judges %s after %j as %s', (how, steps, end) => {
  expect(ends(how, ...steps)).toBe(end);
});

test('judges a caller who gave up as badly ended', () => {
  const experience = new Experience();
  experience.gaveUp = true;
  expect(endedWell(experience.judge('caller-left'))).toBe(false);
});
