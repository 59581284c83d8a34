import { type Entry, type Selection, selectFitting } from './entries';

/** Twilio: everything after the `?` of a SIP URI must have fewer than 1024 characters. */
const HEADER_CHARACTERS = 1023;

/**
 * The context as SIP `X-` headers, for the part after the `?` of a URI: `X-Task-Name=…&X-…`. Twilio
 * silently drops a header with anything but printable ASCII. So accents are taken off letters, and a
 * value that still has other characters is left out.
 *
 * @param used - characters that the URI's own headers already take
 */
export function sipHeaders(entries: readonly Entry[], used = 0): Selection<string> {
  const names = new Set<string>();
  return selectFitting(
    entries,
    ({ name, value }) => {
      const header = headerName(name);
      const text = toAscii(value);
      if (header === undefined || names.has(header.toLowerCase())) return undefined;
      if (!/^[\x20-\x7e]*$/.test(text)) return undefined;
      names.add(header.toLowerCase());
      return `${header}=${encodeURIComponent(text)}`;
    },
    (header) => header.length + 1, // and the `&` before the next one
    HEADER_CHARACTERS - used,
  );
}

/** `next_action` → `X-Next-Action`; `taskName` → `X-Task-Name`. Undefined for Twilio's own X-Twilio-. */
function headerName(name: string): string | undefined {
  const words = name.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  if (words === '' || words.length > 60 || /^twilio/i.test(words)) return undefined;
  return `X-${words.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/(^|-)[a-z]/g, (c) => c.toUpperCase())}`;
}

/** Removes accents only: `½`, `²` or `≠` would become another value, so they stay as they are. */
function toAscii(text: string): string {
  return text.normalize('NFD').replace(/(\p{L})\p{Mn}+/gu, '$1');
}
