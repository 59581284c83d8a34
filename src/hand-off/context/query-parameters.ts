import { isXmlText } from '../../voice/xml-text';
import { type Entry, type Selection, selectFitting } from './entries';

/** A URL of up to 2000 characters passes everywhere; this much of it is for the context. */
const CHARACTERS = 1_500;
/** Keeps our names apart from Twilio's, such as `From`, which a URL must not repeat. */
const PREFIX = 'context_';

/**
 * The context as query parameters of a Redirect, already encoded: `context_taskName=…`. Names keep
 * only letters, digits and `_`, so that Liquid can read them: `{{trigger.call.context_taskName}}`.
 */
export function queryParameters(entries: readonly Entry[]): Selection<string> {
  const names = new Set<string>();
  return selectFitting(
    entries,
    ({ name, value }) => {
      const key = `${PREFIX}${name.replace(/\W/g, '_')}`;
      if (!/[A-Za-z0-9]/.test(name) || !isXmlText(value) || names.has(key)) return undefined;
      names.add(key);
      return `${key}=${encodeURIComponent(value)}`;
    },
    (pair) => pair.length + 1,
    CHARACTERS,
  );
}

/** Adds query parameters to a URL, before its fragment if it has one. */
export function withQuery(url: string, pairs: readonly string[]): string {
  if (pairs.length === 0) return url;
  const [address = '', fragment] = url.split(/#(.*)/s);
  const joint = address.includes('?') ? '&' : '?';
  return `${address}${joint}${pairs.join('&')}${fragment === undefined ? '' : `#${fragment}`}`;
}
