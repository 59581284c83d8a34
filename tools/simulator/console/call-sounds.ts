import { prompt } from '../asapp/prompts';
import { frames, silentFrame, tone } from '../audio/mulaw';
import type { CallEvent } from '../twilio/call-event';

const RING_MS = 1000;
const RING_PAUSE_FRAMES = 150;
/** More than any phone rings here. */
const RINGS = 8;

/**
 * What a caller hears outside of media streams: frames for the loudspeaker, or `hush` if
 * audio that still plays must stop; undefined if nothing changes. What `<Say>` says is not
 * included: the page has its own voice.
 */
export function soundOf({ begins, from, to }: CallEvent): Buffer[] | 'hush' | undefined {
  if (begins === 'ringing') return ringing();
  if (begins === 'person') return prompt('person');
  if (begins !== undefined) return 'hush';
  // The person answers, or does not; or the call is over.
  const ended = (from === 'person' && to === 'twilio') || to === 'caller';
  return ended ? 'hush' : undefined;
}

function ringing(): Buffer[] {
  const pause = Array.from({ length: RING_PAUSE_FRAMES }, () => silentFrame);
  const ring = [...frames(tone(425, RING_MS)), ...pause];
  return Array.from({ length: RINGS }, () => ring).flat();
}
