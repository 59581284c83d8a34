const good = new Set(['with-person', 'with-system', 'voicemail', 'goodbye', 'caller-hung-up']);
export const endedWell = (end) => good.has(end);
/** The same in a few words. */
export const endMeanings = {
  'with-person': 'the caller was put through to a person',
  'with-system': 'the call was handed to another system',
  voicemail: 'the caller left a message',
  goodbye: 'the caller heard a goodbye',
  'caller-hung-up': 'the caller hung up',
  dropped: 'the line went dead without a word',
  silence: 'the caller heard nothing',
  'application-error': "the caller heard Twilio's error message",
  'read-aloud': 'text that is no TwiML was read to the caller',
};
