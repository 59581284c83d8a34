/** A place that a call can be sent to. `word` is how it was written, and how it travels in URLs. */
export type Destination = { readonly word: string } & (
  | { readonly kind: 'number'; readonly number: string; readonly digits?: string }
  | { readonly kind: 'sip'; readonly uri: string }
  | { readonly kind: 'client'; readonly identity: string }
  | { readonly kind: 'workflow'; readonly sid: string }
  | { readonly kind: 'queue'; readonly name: string }
  | { readonly kind: 'flow'; readonly sid: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'voicemail' }
);

/** The kinds that end a chain: a Redirect gives the call away, a recording ends it. */
const LAST_KINDS = new Set<Destination['kind']>(['flow', 'url', 'voicemail']);

export function endsChain(destination: Destination): boolean {
  return LAST_KINDS.has(destination.kind);
}

/** The kinds at which a person answers. */
const PEOPLE = new Set<Destination['kind']>(['number', 'sip', 'client', 'workflow', 'queue']);

export function reachesPerson(destination: Destination): boolean {
  return PEOPLE.has(destination.kind);
}

/** The forms of a destination, for the text of a problem. */
export const DESTINATION_FORMS =
  'a number in E.164 (+ and digits, perhaps x and digits to send), sip:user@host, client:name, WW… (workflow), queue:name, FW… (flow), https://… or voicemail';

const LIMITS = { sipUri: 254, clientIdentity: 256, queueName: 64 };

/** Whether a text is a phone number in E.164: `+`, then 7 to 15 digits. */
export function isPhoneNumber(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/**
 * A number, and what is sent once somebody answers: an extension, for instance. `w` waits half a second,
 * `W` a second.
 *
 * @see https://www.twilio.com/docs/voice/twiml/number#senddigits
 */
const NUMBER = /^(\+[1-9]\d{6,14})(?:x([0-9A-D*#wW]{1,32}))?$/;

/** Reads one destination; undefined if the word is not one. */
export function parseDestination(word: string): Destination | undefined {
  const [, number, digits] = NUMBER.exec(word) ?? [];
  if (number !== undefined) return { word, kind: 'number', number, ...(digits && { digits }) };
  if (/^WW[0-9a-f]{32}$/i.test(word)) return { word, kind: 'workflow', sid: word };
  if (/^FW[0-9a-f]{32}$/i.test(word)) return { word, kind: 'flow', sid: word };
  if (word === 'voicemail') return { word, kind: 'voicemail' };
  // Everything else goes into XML attributes or URIs: printable ASCII without spaces.
  if (!/^[\x21-\x7e]+$/.test(word)) return undefined;

  const [, scheme, rest = ''] = /^(sips?|client|queue|https):(.+)$/.exec(word) ?? [];
  switch (scheme) {
    case 'sip':
    case 'sips':
      return isSipAddress(rest) && (word.split('?')[0] ?? '').length <= LIMITS.sipUri
        ? { word, kind: 'sip', uri: word }
        : undefined;
    case 'client':
      return rest.length <= LIMITS.clientIdentity
        ? { word, kind: 'client', identity: rest }
        : undefined;
    case 'queue':
      return rest.length <= LIMITS.queueName ? { word, kind: 'queue', name: rest } : undefined;
    case 'https':
      return isWebAddress(word) ? { word, kind: 'url', url: word } : undefined;
    default:
      return undefined;
  }
}

/** `user@host`, optionally with a port, `;parameters` and `?headers`. */
function isSipAddress(text: string): boolean {
  return /^[^@?<>"]+@[^@?<>"]+(\?[^?<>"]*)?$/.test(text);
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password, hostname } = new URL(text);
  return hostname !== '' && username === '' && password === '';
}
