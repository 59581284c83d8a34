import { error, warning } from '../alert';
import { type Next, on, over, type RunVerb, type VerbContext } from '../call/context';
import type { Leg, Spent } from '../call/leg';

/** How long a character takes to say; about 16 in a second. */
const MS_PER_CHARACTER = 60;
const PLAY_MS = 2000;
/** Above this the basic voices fail: https://www.twilio.com/docs/api/errors/13521 */
const SAY_LIMIT = 4096;

const after = (spent: Spent): Next => {
  if (spent === 'hung-up') return over('caller-left');
  return spent === 'cut' ? over('cut') : on;
};

/** What is said on another leg (a whisper) is not what the caller goes through. */
const heard = ({ person }: Leg) => (person === 'caller' ? ({ begins: 'words' } as const) : {});

export const say: RunVerb = async ({ element, leg, experience }) => {
  const text = element.text.trim().replace(/\s+/g, ' ');
  if (text === '') return on;
  if (text.length > SAY_LIMIT) {
    leg.timeline.alert(error(13521, `<Say> with ${text.length} characters`));
  }
  leg.timeline.add({
    from: 'twilio',
    to: leg.person,
    what: `says "${text}"`,
    ...heard(leg),
    details: { text },
  });
  experience.heardWords();
  return after(await leg.spend('say', text.length * MS_PER_CHARACTER * loops(element.attributes)));
};

export const play: RunVerb = async ({ element, leg, experience, shared }) => {
  const url = element.text.trim();
  const seconds = shared.script.playSeconds?.[url];
  if (seconds === 0) {
    leg.timeline.alert(warning(11200, `${url} cannot be played`));
    return on;
  }
  const what = url || `keys ${element.attributes.digits ?? ''}`;
  leg.timeline.add({ from: 'twilio', to: leg.person, what: `plays ${what}`, ...heard(leg) });
  if (url !== '') experience.heardWords();
  else leg.far?.press(element.attributes.digits ?? '');
  const ms = seconds === undefined ? PLAY_MS : seconds * 1000;
  return after(await leg.spend('play', ms * loops(element.attributes)));
};

export const pause: RunVerb = async ({ element, leg }) =>
  after(await leg.spend('pause', readSeconds(element.attributes.length, 1) * 1000));

/** `loop="0"` is as often as 1000 times. */
function loops({ loop }: VerbContext['element']['attributes']): number {
  return loop === '0' ? 1000 : readSeconds(loop, 1);
}

/** A number of an attribute, or the standard one. */
export function readSeconds(value: string | undefined, standard: number): number {
  const number = Number(value);
  return value === undefined || value === '' || Number.isNaN(number) ? standard : number;
}
