/** How far beyond the limit the end of a sentence can be seen, in characters. */
const BEYOND = 8;

/**
 * As many whole sentences from the start of a text as fit.
 *
 * @param most - how many characters, on one line
 * @returns undefined if not even the first one fits
 */
export function firstSentences(text: string, most: number): string | undefined {
  if (text.length <= most) return text || undefined;
  // Made here and not when the module loads: classes of letters take longer than the rest of it.
  /** Where a sentence may end: what follows begins like another one. */
  const ends = /[.!?]+["')\]]*\s+(?=[^\p{Ll}\d])|[。！？]+\s*/gu;
  /** `Mr.`, `Dr.`, `U.S.`, and short names too: too few sentences are better than half of one. */
  const abbreviation = /(^|[\s("'.])(\p{L}|\p{Lu}\p{Ll}{1,2})\.$/u;
  let end = 0;
  for (const { 0: mark, index } of text.slice(0, most + BEYOND).matchAll(ends)) {
    const stop = index + mark.trimEnd().length;
    if (stop > most) break;
    if (!abbreviation.test(text.slice(0, stop))) end = stop;
  }
  return end === 0 ? undefined : text.slice(0, end);
}
