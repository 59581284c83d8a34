import { dateOf, formatInstant, wallTime } from './local-time';

/**
 * Minutes after the midnight at which a day begins. The end is exclusive; one beyond 1440 is on the next
 * day, and the span still belongs to the day on which it begins.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** When people are there. */
export interface Schedule {
  readonly timeZone: string;
  /** The spans of each weekday, Sunday first. */
  readonly week: readonly (readonly Span[])[];
  /** The dates (`2026-12-25`) on which none of these spans begins. */
  readonly daysOff: ReadonlySet<string>;
  /** When nobody is there although a span has begun, by date. */
  readonly partsOff: ReadonlyMap<string, readonly Span[]>;
}

/** Whether people are there at some instant. */
export interface Availability {
  readonly isOpen: boolean;
  /** When they are there again, in ISO 8601 with the offset; only while closed, if it is known. */
  readonly opensAt: string | undefined;
}

const MINUTE = 60_000;
export const MINUTES_PER_DAY = 1_440;
const DAY = MINUTES_PER_DAY * MINUTE;

/** How far ahead an opening is looked for; no day off lasts longer than the year. */
const LOOK_AHEAD = 400 * DAY;

/** Whether people are there at an instant (in ms), and if not, when they are there again. */
export function availabilityAt(schedule: Schedule, instant: number): Availability {
  const opening = nextOpening(schedule, instant);
  if (opening === undefined) return { isOpen: false, opensAt: undefined };
  if (opening <= instant) return { isOpen: true, opensAt: undefined };
  return { isOpen: false, opensAt: formatInstant(schedule.timeZone, opening) };
}

/**
 * The first minute at or after an instant in which people are there. It goes from one boundary of a span
 * to the next, and looks at the clock again wherever clocks are changed on the way: an hour that is
 * skipped or comes twice needs no rule of its own.
 */
function nextOpening(schedule: Schedule, instant: number): number | undefined {
  const { timeZone } = schedule;
  let time = Math.floor(instant / MINUTE) * MINUTE;
  const last = time + LOOK_AHEAD;
  while (time < last) {
    const wall = wallTime(timeZone, time);
    if (isOpenAt(schedule, wall)) return time;
    const offset = wall - time;
    time = untilClockChange(timeZone, time, nextBoundary(schedule, wall) - offset, offset);
  }
  return undefined;
}

function isOpenAt(schedule: Schedule, wall: number): boolean {
  const isIn = (spans: Spans) =>
    spansAround(schedule, wall, spans).some(({ start, end }) => start <= 0 && end > 0);
  return isIn(openSpans) && !isIn(offSpans);
}

/** The spans that begin on the day of a wall time. */
type Spans = (schedule: Schedule, midnight: number) => readonly Span[];

const openSpans: Spans = ({ week, daysOff }, midnight) =>
  daysOff.has(dateOf(midnight)) ? [] : (week[new Date(midnight).getUTCDay()] ?? []);

const offSpans: Spans = ({ partsOff }, midnight) => partsOff.get(dateOf(midnight)) ?? [];

/** The spans that begin on this day or the day before, in minutes from the wall time itself. */
function spansAround(schedule: Schedule, wall: number, spans: Spans): Span[] {
  const today = Math.floor(wall / DAY) * DAY;
  return [today, today - DAY].flatMap((midnight) => {
    const minute = (wall - midnight) / MINUTE;
    return spans(schedule, midnight).map(({ start, end }) => ({
      start: start - minute,
      end: end - minute,
    }));
  });
}

/** The next wall time at which something may begin or end, midnight at the latest. */
function nextBoundary(schedule: Schedule, wall: number): number {
  const midnight = (Math.floor(wall / DAY) + 1) * DAY;
  const minutes = [openSpans, offSpans]
    .flatMap((spans) => spansAround(schedule, wall, spans))
    .flatMap(({ start, end }) => [start, end])
    .filter((minute) => minute > 0);
  return Math.min(midnight, ...minutes.map((minute) => wall + minute * MINUTE));
}

/** The end of a stretch of time, or the minute in it in which clocks stop having the same offset. */
function untilClockChange(timeZone: string, from: number, to: number, offset: number): number {
  const isChanged = (time: number) => wallTime(timeZone, time) - time !== offset;
  if (!isChanged(to)) return to;
  let [low, high] = [from / MINUTE, to / MINUTE];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isChanged(middle * MINUTE)) high = middle;
    else low = middle;
  }
  return high * MINUTE;
}
