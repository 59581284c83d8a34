export const moments = [
  'say',
  'play',
  'pause',
  'gather',
  'stream',
  'dial',
  'whisper',
  'talk',
  'queue',
  'record',
];
export const answerers = ['answered', 'busy', 'no-answer', 'failed', 'declined', 'voicemail-box'];
/** Takes the next of a list, or what a function says; `standard` once nothing is left. */
export function taker(source, standard) {
  if (typeof source === 'function') return source;
  const left = [...(source ?? [])];
  return () => left.shift() ?? standard;
}
