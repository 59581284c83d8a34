import { type FunctionEvent, parameter } from './event';
import type { Parsed } from './variables';

/**
 * The words with which no line's name can begin: a variable of the line would have the name of another
 * variable, as `WHISPER_ACCEPT` is a variable and not `WHISPER` on the line `ACCEPT`, and
 * `WHISPER_ACCEPT_SALES` is that variable on the line `SALES`.
 */
export const NOT_LINES: ReadonlySet<string> = new Set(['PERCENT', 'VARIABLES', 'ACCEPT']);

/**
 * The line that was called, from the URL: `/engage?line=west-coast` is the line `WEST_COAST`, whose
 * variables end in `_WEST_COAST`.
 */
export function readLine(event: FunctionEvent): Parsed<string | undefined> {
  const text = parameter(event, 'line');
  if (text === undefined) return { value: undefined, problems: [] };
  const line = text.replace(/-/g, '_').toUpperCase();
  const [firstWord = ''] = line.split('_');
  const isPossible = /^[\w-]{1,40}$/.test(text) && !NOT_LINES.has(firstWord);
  if (isPossible) return { value: line, problems: [] };
  const taken = [...NOT_LINES].join(', ').toLowerCase();
  const problem = `line must be 1 to 40 letters, digits, - or _, and must not be or begin with one of these words: ${taken}`;
  return { value: undefined, problems: [problem] };
}
