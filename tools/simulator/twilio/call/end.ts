/**
 * How a call ended, from the caller's side.
 *
 * Well:
 * - `with-person`: it was bridged to a person, by Dial or from a queue
 * - `with-system`: it was redirected to a Studio flow or a TwiML URL outside that took it over
 * - `voicemail`: a message was recorded
 * - `goodbye`: words were spoken (Say or Play) after all else was over, then the call ended
 * - `caller-hung-up`: the caller hung up
 *
 * Badly:
 * - `dropped`: the line went dead without a word after the caller had spoken to an agent,
 *   heard ringing or waited in a queue; or the call was rejected
 * - `silence`: the caller heard nothing before the call ended, or gave up on a call that
 *   led nowhere
 * - `application-error`: the caller heard Twilio's own error message
 * - `read-aloud`: text that is not TwiML was read to the caller
 */
export type End =
  | 'with-person'
  | 'with-system'
  | 'voicemail'
  | 'goodbye'
  | 'caller-hung-up'
  | 'dropped'
  | 'silence'
  | 'application-error'
  | 'read-aloud';

const good: ReadonlySet<End> = new Set([
  'with-person',
  'with-system',
  'voicemail',
  'goodbye',
  'caller-hung-up',
]);

export const endedWell = (end: End): boolean => good.has(end);

/** The same in a few words. */
export const endMeanings: Record<End, string> = {
  'with-person': 'the caller was put through to a person',
  'with-system': 'the call was handed to another system',
  voicemail: 'the caller left a message',
  goodbye: 'the caller heard a goodbye',
  'caller-hung-up': 'the caller hung up',
  dropped: 'the line went dead without a word',
  silence: 'the caller heard nothing',
  'application-error': "the caller heard Twilio's error message",
  'read-aloud': 'text that is not TwiML was read to the caller',
};
