import fc from 'fast-check';
import { availabilityAt } from '../../../src/voice/opening-hours';
import { readOpeningHours } from '../../../src/voice/opening-hours-config';
import { runs } from '../../support/cases';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Clocks, written down from the tz database instead of calculated by Intl: minutes ahead of UTC, and from
 * which instant on. They cover October 2026 to May 2027.
 */
const CLOCKS: Readonly<Record<string, readonly (readonly [from: string, minutes: number])[]>> = {
  UTC: [['2026-09-01T00:00Z', 0]],
  'America/New_York': [
    ['2026-09-01T00:00Z', -240],
    ['2026-11-01T06:00Z', -300],
    ['2027-03-14T07:00Z', -240],
  ],
  'America/St_Johns': [
    ['2026-09-01T00:00Z', -150],
    ['2026-11-01T04:30Z', -210],
    ['2027-03-14T05:30Z', -150],
  ],
  'Europe/Berlin': [
    ['2026-09-01T00:00Z', 120],
    ['2026-10-25T01:00Z', 60],
    ['2027-03-28T01:00Z', 120],
  ],
  'Australia/Lord_Howe': [
    ['2026-09-01T00:00Z', 630],
    ['2026-10-03T15:30Z', 660],
    ['2027-04-03T15:00Z', 630],
  ],
  'Pacific/Auckland': [
    ['2026-09-01T00:00Z', 720],
    ['2026-09-26T14:00Z', 780],
    ['2027-04-03T14:00Z', 720],
  ],
  'Asia/Kathmandu': [['2026-09-01T00:00Z', 345]],
  'Pacific/Kiritimati': [['2026-09-01T00:00Z', 840]],
  'Pacific/Pago_Pago': [['2026-09-01T00:00Z', -660]],
};

/** What a clock on the wall shows, as `2026-12-24T22:00`. */
function onTheWall(zone: string, instant: number): string {
  const [, minutes = 0] =
    (CLOCKS[zone] ?? []).findLast(([from]) => Date.parse(from) <= instant) ?? [];
  return new Date(instant + minutes * MINUTE).toISOString().slice(0, 16);
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Times {
  readonly start: number;
  readonly end: number;
}

interface Hours {
  readonly zone: string;
  readonly windows: readonly (Times & { readonly day: number })[];
  readonly daysOff: readonly string[];
  readonly partsOff: readonly (Times & { readonly date: string })[];
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const written = ({ start, end }: Times) => `${clock(start)}-${clock(end)}`;

/** The hours as the variables of the service. */
function environmentOf({ zone, windows, daysOff, partsOff }: Hours) {
  return {
    TIME_ZONE: zone,
    OPENING_HOURS: windows.map((window) => `${DAYS[window.day]} ${written(window)}`).join(' '),
    CLOSED_DAYS: [...daysOff, ...partsOff.map((part) => `${part.date}/${written(part)}`)].join(' '),
  };
}

/** From when to when something lasts that begins on a date, as the wall shows it; the end is exclusive. */
function stretch(date: string, { start, end }: Times): [from: string, to: string] {
  const midnight = Date.parse(`${date}T00:00Z`);
  const show = (minute: number) => new Date(midnight + minute * MINUTE).toISOString().slice(0, 16);
  return [show(start), show(end > start ? end : end + 24 * 60)];
}

/** The rule itself: a window of today or yesterday that is not off, compared as texts. */
function isOpenByTheBook({ windows, daysOff, partsOff }: Hours, wall: string): boolean {
  const midnight = Date.parse(`${wall.slice(0, 10)}T00:00Z`);
  const dates = [midnight - DAY, midnight].map((day) => new Date(day).toISOString().slice(0, 10));
  const holds = ([from, to]: [string, string]) => from <= wall && wall < to;
  const isOpen = dates.some(
    (date) =>
      !daysOff.includes(date) &&
      windows.some(
        (window) =>
          new Date(`${date}T00:00Z`).getUTCDay() === window.day && holds(stretch(date, window)),
      ),
  );
  return isOpen && !partsOff.some((part) => holds(stretch(part.date, part)));
}

/** Days around which something is special: clocks that change, and the end of the year. */
const specialDay = fc.constantFrom(
  '2026-10-04',
  '2026-10-25',
  '2026-11-01',
  '2026-12-31',
  '2027-03-14',
  '2027-03-28',
  '2027-04-04',
);
const instants = fc
  .tuple(specialDay, fc.integer({ min: -2 * 1_440, max: 2 * 1_440 }), fc.nat(59_999))
  .map(([day, minutes, ms]) => Date.parse(`${day}T00:00Z`) + minutes * MINUTE + ms);
const dateNear = (instant: number) =>
  fc
    .integer({ min: -2, max: 4 })
    .map((days) => new Date(instant + days * DAY).toISOString().slice(0, 10));

/** @param step - in minutes; every window begins and ends at a multiple of it */
function cases(step: number) {
  const times = fc
    .record({ start: fc.nat(1_440 / step - 1), end: fc.nat(1_440 / step) })
    .filter(({ start, end }) => start !== end)
    .map(({ start, end }) => ({ start: start * step, end: end * step }));
  const hoursAt = (instant: number): fc.Arbitrary<Hours> =>
    fc.record({
      zone: fc.constantFrom(...Object.keys(CLOCKS)),
      windows: fc.array(
        fc.tuple(fc.nat(6), times).map(([day, span]) => ({ day, ...span })),
        { minLength: 1, maxLength: 6 },
      ),
      daysOff: fc.array(dateNear(instant), { maxLength: 2 }),
      partsOff: fc.array(
        fc.tuple(dateNear(instant), times).map(([date, span]) => ({ date, ...span })),
        { maxLength: 2 },
      ),
    });
  return instants.chain((instant) => fc.tuple(hoursAt(instant), fc.constant(instant)));
}

function availability(hours: Hours, instant: number) {
  const { value, problems } = readOpeningHours(environmentOf(hours));
  expect(problems).toEqual([]);
  if (!value?.schedule) throw new Error('the hours cannot be read');
  return availabilityAt(value.schedule, instant);
}

const isOpenOnTheWall = (hours: Hours, instant: number) =>
  isOpenByTheBook(hours, onTheWall(hours.zone, instant));

test('people are there exactly when the clock on the wall is within a window that is not off', () => {
  fc.assert(
    fc.property(cases(1), ([hours, instant]) => {
      expect(availability(hours, instant).isOpen).toBe(isOpenOnTheWall(hours, instant));
    }),
    { numRuns: runs(1_000) },
  );
});

test('opensAt is the exact minute in which people come back, with the offset of that minute', () => {
  fc.assert(
    fc.property(cases(1), ([hours, instant]) => {
      const { opensAt } = availability(hours, instant);
      if (opensAt === undefined) return;
      const opening = Date.parse(opensAt);
      expect(opensAt.slice(0, 16)).toBe(onTheWall(hours.zone, opening));
      expect([opening - 1, opening].map((at) => isOpenOnTheWall(hours, at))).toEqual([false, true]);
    }),
    { numRuns: runs(1_000) },
  );
});

test('opensAt passes over no minute in which people are there', () => {
  const step = 15; // every clock change is at a multiple of it too
  fc.assert(
    fc.property(cases(step), ([hours, instant]) => {
      const { isOpen, opensAt } = availability(hours, instant);
      if (isOpen) return;
      const end = Math.min(Date.parse(opensAt ?? '2099-01-01'), instant + 12 * DAY);
      for (let minute = instant; minute < end; minute += step * MINUTE) {
        expect(isOpenOnTheWall(hours, minute)).toBe(false);
      }
    }),
    { numRuns: runs(100) },
  );
});
