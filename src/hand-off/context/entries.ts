import type { CallContext } from '../../voice/call-context';
import type { Outcome } from '../../voice/outcome';

/** One thing that is known about the call, as text. */
export interface Entry {
  readonly name: string;
  readonly value: string;
}

/**
 * Everything that can be told, the most important first: outcome, conversation, task, then the variables
 * of the transfer, then those of the conversation, then the summary: however long it is, it takes no
 * variable's place. A variable named like any of the others is left out. Texts stay as they are; other
 * values become JSON.
 */
export function contextEntries({
  outcome,
  context,
}: {
  readonly outcome: Outcome;
  readonly context: CallContext;
}): Entry[] {
  const { summary } = context;
  const variables = [
    ...Object.entries(context.transferVariables),
    ...Object.entries(context.referenceVariables),
  ].filter(([name]) => summary === undefined || name !== 'summary');
  const candidates: [string, unknown][] = [
    ['outcome', outcome],
    ['conversationId', context.conversationId],
    ['taskName', context.taskName],
    ...variables,
    ['summary', summary],
  ];
  const seen = new Set<string>();
  return candidates.flatMap(([name, raw]) => {
    const value = asText(raw);
    if (value === undefined || seen.has(name)) return [];
    seen.add(name);
    return [{ name, value }];
  });
}

/** A variable's value as text; undefined if there is nothing to tell. */
export function asText(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The part of something that fits into a place of limited size. */
export interface Selection<T> {
  readonly kept: readonly T[];
  /** The names of what was left out, for the log. */
  readonly leftOut: readonly string[];
}

/**
 * Keeps what fits. Nothing is ever cut: half a value is a wrong value.
 *
 * @param entries - the most important first; the least important are the first to be left out
 * @param convert - gives the form an entry takes there, or undefined if it has none
 * @param size - what one converted entry costs, in the unit of `limit`
 */
export function selectFitting<T>(
  entries: readonly Entry[],
  convert: (entry: Entry) => T | undefined,
  size: (converted: T) => number,
  limit: number,
): Selection<T> {
  const kept: T[] = [];
  const leftOut: string[] = [];
  let used = 0;
  for (const entry of entries) {
    const converted = convert(entry);
    const cost = converted === undefined ? Number.POSITIVE_INFINITY : size(converted);
    if (converted !== undefined && used + cost <= limit) {
      kept.push(converted);
      used += cost;
    } else leftOut.push(entry.name);
  }
  return { kept, leftOut };
}
