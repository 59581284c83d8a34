import { Liquid } from 'liquidjs';

/** Liquid's own filters, which Studio has; the library has more. */
const FILTERS = new Set(
  `abs append at_least at_most capitalize ceil compact concat date default divided_by downcase escape
  escape_once first floor join last lstrip map minus modulo newline_to_br plus prepend remove
  remove_first replace replace_first reverse round rstrip size slice sort sort_natural split strip
  strip_html strip_newlines times truncate truncatewords uniq upcase url_decode url_encode where`.split(
    /\s+/,
  ),
);

/**
 * Liquid as in Studio: a missing variable is blank, `to_json` writes a value as JSON, and a filter that
 * Studio does not have is an error.
 *
 * @see https://www.twilio.com/docs/studio/user-guide/liquid-template-language
 */
export function studioLiquid(): Liquid {
  const liquid = new Liquid({ strictFilters: true, ownPropertyOnly: true });
  for (const name of Object.keys(liquid.filters)) {
    if (!FILTERS.has(name)) delete liquid.filters[name];
  }
  liquid.registerFilter('to_json', (value: unknown) => JSON.stringify(value ?? null));
  return liquid;
}
