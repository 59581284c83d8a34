import type { CallStory } from './call-story';

/** Half of the calls took at most `median`, nine tenths at most `p90`; both in whole seconds. */
export interface Spread {
  readonly median: number;
  readonly p90: number;
}

/** What some calls have in common, in numbers. */
export interface Figures {
  readonly calls: number;
  /** The agent gave the caller all they wanted. */
  readonly completed: number;
  /** Somebody else took the call … */
  readonly handedOver: number;
  /** … by the kind of destination. */
  readonly takenBy: Readonly<Record<string, number>>;
  /** The agent could not be reached, or did not say what it decided. */
  readonly failed: number;
  /** The caller hung up in a queue. */
  readonly abandoned: number;
  /** Null without such calls. */
  readonly secondsWithAgent: Spread | null;
  readonly secondsUntilAnswer: Spread | null;
}

export interface Day extends Figures {
  /** `2026-11-23` */
  readonly day: string;
}

export interface Report {
  readonly days: readonly Day[];
  readonly total: Figures;
}

/**
 * Counts calls by the day on which they began.
 *
 * @param timeZone - an IANA name, such as `America/New_York`
 */
export function makeReport(stories: readonly CallStory[], timeZone: string): Report {
  // The Swedish way to write a date is ISO 8601.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  const byDay = new Map<string, CallStory[]>();
  for (const story of stories) {
    const day = format.format(story.began);
    byDay.set(day, [...(byDay.get(day) ?? []), story]);
  }
  const days = [...byDay].map(([day, ofDay]) => ({ day, ...figuresOf(ofDay) }));
  return {
    days: days.sort((one, other) => one.day.localeCompare(other.day)),
    total: figuresOf(stories),
  };
}

export function figuresOf(stories: readonly CallStory[]): Figures {
  const count = (matches: (story: CallStory) => boolean) => stories.filter(matches).length;
  const takenBy: Record<string, number> = {};
  for (const { takenBy: kind } of stories) {
    if (kind !== undefined) takenBy[kind] = (takenBy[kind] ?? 0) + 1;
  }
  return {
    calls: stories.length,
    completed: count(({ outcome }) => outcome === 'completed'),
    handedOver: count((story) => story.takenBy !== undefined),
    takenBy,
    failed: count(({ outcome }) => outcome === 'failed'),
    abandoned: count(({ isAbandoned }) => isAbandoned),
    secondsWithAgent: spreadOf(stories.map(({ secondsWithAgent }) => secondsWithAgent)),
    secondsUntilAnswer: spreadOf(stories.map(({ secondsUntilAnswer }) => secondsUntilAnswer)),
  };
}

function spreadOf(values: readonly (number | undefined)[]): Spread | null {
  const known = values.filter((value) => value !== undefined).sort((one, other) => one - other);
  const at = (share: number) => Math.round(known[Math.ceil(share * known.length) - 1] ?? 0);
  return known.length === 0 ? null : { median: at(0.5), p90: at(0.9) };
}
