import * as v from 'valibot';
import { type Environment, isSet, oneOf, type Parsed, readVariables } from '../runtime/variables';
import { isTimeZone } from './local-time';
import {
  type Availability,
  availabilityAt,
  MINUTES_PER_DAY,
  type Schedule,
  type Span,
} from './opening-hours';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');

/** `08:00-18:00`; an end that is not after its start is on the next day. */
function parseSpan(text: string): Span | undefined {
  const [, startHour, startMinute, endHour, endMinute] =
    /^([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-4]):([0-5]\d)$/.exec(text) ?? [];
  const start = Number(startHour) * 60 + Number(startMinute);
  const end = Number(endHour) * 60 + Number(endMinute);
  // A span that ends when it begins may mean the whole day or nothing at all.
  if (Number.isNaN(start + end) || end > MINUTES_PER_DAY || start === end) return undefined;
  return { start, end: end > start ? end : end + MINUTES_PER_DAY };
}

/** The weekdays of `mon` or `sat-tue`. */
function parseDays(text: string): number[] | undefined {
  const [first = '', last = first, ...more] = text.split('-');
  const [from, to] = [WEEKDAYS.indexOf(first), WEEKDAYS.indexOf(last)];
  if (from < 0 || to < 0 || more.length > 0) return undefined;
  const count = ((to - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => (from + index) % 7);
}

/** `mon-fri 08:00-12:00 13:00-18:00 sat sun 09:00-13:00`: days, then their times. */
function parseWeek(text: string): Schedule['week'] | undefined {
  const week: Span[][] = WEEKDAYS.map(() => []);
  let days: number[] = [];
  let hasTimes = true;
  for (const word of words(text)) {
    const more = parseDays(word);
    const span = parseSpan(word);
    if (more) {
      days = hasTimes ? more : [...days, ...more];
      hasTimes = false;
    } else if (span && days.length > 0) {
      for (const day of days) week[day]?.push(span);
      hasTimes = true;
    } else return undefined;
  }
  return hasTimes && days.length > 0 ? week : undefined;
}

/** `2026-12-25 2026-12-24/12:00-24:00`: whole days, and parts of days. */
function parseClosedDays(text: string): Pick<Schedule, 'daysOff' | 'partsOff'> | undefined {
  const daysOff = new Set<string>();
  const partsOff = new Map<string, readonly Span[]>();
  for (const word of words(text)) {
    const [date = '', times, ...more] = word.split('/');
    const span = times === undefined ? undefined : parseSpan(times);
    if (!isDate(date) || more.length > 0) return undefined;
    if (times === undefined) daysOff.add(date);
    else if (span) partsOff.set(date, [...(partsOff.get(date) ?? []), span]);
    else return undefined;
  }
  return { daysOff, partsOff };
}

/** Whether there is such a day: not 2026-02-30. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

/** A text that a function can read, or is refused with this message. */
function readBy<T>(parse: (text: string) => T | undefined, message: string) {
  return v.pipe(
    v.string(),
    v.transform(parse),
    v.custom<T>((parsed) => parsed !== undefined, message),
  );
}

export const TIME_ZONE_VARIABLES = {
  TIME_ZONE: v.optional(
    v.pipe(v.string(), v.check(isTimeZone, 'must be a time zone such as America/New_York')),
  ),
};

export const OPENING_HOURS_VARIABLES = {
  ...TIME_ZONE_VARIABLES,
  OPENING_HOURS: v.optional(
    readBy(parseWeek, 'must be days and times such as mon-fri 08:00-18:00 sat 09:00-13:00'),
  ),
  CLOSED_DAYS: v.optional(
    readBy(parseClosedDays, 'must be dates such as 2026-12-25 or 2026-12-24/12:00-24:00'),
  ),
  OPEN_NOW: v.optional(oneOf(['auto', 'open', 'closed'])),
};

/** When people are there, as it is configured. */
export interface OpeningHours {
  /** Whether `OPENING_HOURS` is set, readable or not. */
  readonly isSet: boolean;
  /** Undefined without hours that can be read, which means open. */
  readonly schedule: Schedule | undefined;
  /** What `OPEN_NOW` says instead of the clock. */
  readonly override: 'open' | 'closed' | undefined;
}

const NEVER_OFF = { daysOff: new Set<string>(), partsOff: new Map<string, Span[]>() };

/**
 * Reads the opening hours; undefined if none of their variables is set, which costs next to nothing. A
 * value that cannot be read means open.
 */
export function readOpeningHours(environment: Environment): Parsed<OpeningHours | undefined> {
  const has = (name: string) => isSet(environment, name);
  const hasHours = has('OPENING_HOURS');
  if (!hasHours && !has('CLOSED_DAYS') && !has('OPEN_NOW')) {
    return { value: undefined, problems: [] };
  }
  const { value, problems } = readVariables(environment, OPENING_HOURS_VARIABLES);
  const { OPENING_HOURS: week, TIME_ZONE: timeZone, CLOSED_DAYS: closed, OPEN_NOW } = value;
  const missing: string[] = [];
  if (hasHours && !has('TIME_ZONE')) missing.push('TIME_ZONE is missing');
  if (!hasHours && has('CLOSED_DAYS')) {
    missing.push('CLOSED_DAYS means nothing without OPENING_HOURS');
  }
  const { daysOff, partsOff } = closed ?? NEVER_OFF;
  const schedule = week && timeZone ? { timeZone, week, daysOff, partsOff } : undefined;
  return {
    value: {
      isSet: hasHours,
      schedule,
      override: OPEN_NOW === 'auto' ? undefined : OPEN_NOW,
    },
    problems: [...problems, ...missing],
  };
}

/** Whether people are there now; undefined if no opening hours are configured. */
export function availabilityNow(hours: OpeningHours | undefined): Availability | undefined {
  if (!hours) return undefined;
  const { override, schedule } = hours;
  // Nobody knows when a drill is over.
  if (override) return { isOpen: override === 'open', opensAt: undefined };
  return schedule ? availabilityAt(schedule, Date.now()) : { isOpen: true, opensAt: undefined };
}
