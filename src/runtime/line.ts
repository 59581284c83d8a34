import { type FunctionEvent, parameter } from './event';
import type { Parsed } from './variables';

/**
 * The names that no line can have: a variable of the line would have the name of another variable, as
 * `WHISPER_ACCEPT` is a variable and not `WHISPER` on the line `ACCEPT`.
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
  if (/^[\w-]{1,40}$/.test(text) && !NOT_LINES.has(line)) return { value: line, problems: [] };
  const taken = [...NOT_LINES].join(', ').toLowerCase();
  const problem = `line must be 1 to 40 letters, digits, - or _, and not one of: ${taken}`;
  return { value: undefined, problems: [problem] };
}
