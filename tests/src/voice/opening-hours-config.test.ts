import { forLine } from '../../../src/runtime/variables';
import { availabilityNow, readOpeningHours } from '../../../src/voice/opening-hours-config';
import { useTestClock } from '../../support/time';

useTestClock();

const TIME_ZONE = 'America/New_York';
const WEEK = { OPENING_HOURS: 'mon-fri 08:00-18:00 sat 09:00-13:00', TIME_ZONE };

/** What is said at an instant, given as ISO 8601. */
function availabilityAt(environment: Readonly<Record<string, string>>, instant: string) {
  jest.setSystemTime(new Date(instant));
  return availabilityNow(readOpeningHours(environment).value);
}

const isOpenAt = (environment: Readonly<Record<string, string>>, instant: string) =>
  availabilityAt(environment, instant)?.isOpen;

const OPEN = { isOpen: true, opensAt: undefined };

describe('opening hours', () => {
  test('are unknown unless they are configured', () => {
    const read = readOpeningHours({ TIME_ZONE });
    expect(read).toEqual({ value: undefined, problems: [] });
    expect(availabilityNow(read.value)).toBeUndefined();
  });

  test.each([
    ['2026-11-20T07:59:59-05:00', { isOpen: false, opensAt: '2026-11-20T08:00:00-05:00' }],
    ['2026-11-20T08:00:00-05:00', OPEN],
    ['2026-11-20T17:59:59-05:00', OPEN],
    ['2026-11-20T18:00:00-05:00', { isOpen: false, opensAt: '2026-11-21T09:00:00-05:00' }],
    ['2026-11-21T13:00:00-05:00', { isOpen: false, opensAt: '2026-11-23T08:00:00-05:00' }],
  ])('begin with the first minute and end before the last: %s', (instant, expected) => {
    expect(availabilityAt(WEEK, instant)).toEqual(expected);
  });

  test.each([
    ['several windows of a day', 'mon 08:00-12:00 13:00-18:00', '2026-11-23T13:30'],
    ['several days before their times', 'mon wed fri 09:00-12:00', '2026-11-25T09:00'],
    ['days that go past the end of the week', 'sat-mon 09:00-12:00', '2026-11-22T09:00'],
    ['commas, capitals and hours of one digit', 'Mon, Tue 8:00-9:00', '2026-11-24T08:00'],
    ['midnight as an end', 'mon 20:00-24:00', '2026-11-23T23:59'],
  ])('have %s', (_what, OPENING_HOURS, instant) => {
    const environment = { OPENING_HOURS, TIME_ZONE: 'UTC' };
    expect(readOpeningHours(environment).problems).toEqual([]);
    expect(isOpenAt(environment, `${instant}Z`)).toBe(true);
  });

  test('that end at 24:00 do not reach into the next day', () => {
    const environment = { OPENING_HOURS: 'mon 20:00-24:00', TIME_ZONE: 'UTC' };
    expect(isOpenAt(environment, '2026-11-24T00:00Z')).toBe(false);
  });

  test('past midnight belong to the day on which they begin', () => {
    const friday = { OPENING_HOURS: 'fri 22:00-06:00', TIME_ZONE: 'UTC' };
    expect(isOpenAt(friday, '2026-11-21T05:59Z')).toBe(true); // a Saturday
    expect(isOpenAt(friday, '2026-11-20T05:59Z')).toBe(false);
    const nights = {
      OPENING_HOURS: 'mon-sun 22:00-06:00',
      TIME_ZONE: 'UTC',
      CLOSED_DAYS: '2026-12-25',
    };
    expect(isOpenAt(nights, '2026-12-25T05:59Z')).toBe(true); // the night of the 24th
    expect(isOpenAt(nights, '2026-12-25T22:00Z')).toBe(false);
    expect(isOpenAt(nights, '2026-12-26T05:59Z')).toBe(false); // the night of the 25th
  });

  test('leave out closed days, whole and in part', () => {
    const closed = { ...WEEK, CLOSED_DAYS: '2026-12-25 2027-01-01, 2026-12-24/12:00-24:00' };
    expect(isOpenAt(closed, '2026-12-24T11:59:59-05:00')).toBe(true);
    expect(availabilityAt(closed, '2026-12-24T12:00:00-05:00')).toEqual({
      isOpen: false,
      opensAt: '2026-12-26T09:00:00-05:00',
    });
    expect(availabilityAt(closed, '2026-12-31T20:00:00-05:00')?.opensAt).toBe(
      '2027-01-02T09:00:00-05:00',
    );
  });

  test('do not name an opening that never comes', () => {
    const never = { OPENING_HOURS: 'sun 02:10-02:50', TIME_ZONE: 'UTC', CLOSED_DAYS: '' };
    const days = Array.from({ length: 60 }, (_, week) =>
      new Date(Date.UTC(2026, 10, 22 + 7 * week)).toISOString().slice(0, 10),
    );
    expect(availabilityAt({ ...never, CLOSED_DAYS: days.join(' ') }, '2026-11-21T00:00Z')).toEqual({
      isOpen: false,
      opensAt: undefined,
    });
  });

  test('can be those of a line', () => {
    const environment = { ...WEEK, OPENING_HOURS_SALES: 'sun 10:00-12:00' };
    jest.setSystemTime(new Date('2026-11-22T10:00:00-05:00'));
    const isOpenOn = (line: string | undefined) =>
      availabilityNow(readOpeningHours(forLine(environment, line)).value)?.isOpen;
    expect([isOpenOn(undefined), isOpenOn('SALES')]).toEqual([false, true]);
  });
});

describe('OPEN_NOW', () => {
  test.each([
    ['closed', '2026-11-20T12:00:00-05:00', { isOpen: false, opensAt: undefined }],
    ['open', '2026-11-20T03:00:00-05:00', OPEN],
    ['auto', '2026-11-20T12:00:00-05:00', OPEN],
  ])('set to %s decides instead of the clock, unless it is auto', (OPEN_NOW, instant, expected) => {
    expect(availabilityAt({ ...WEEK, OPEN_NOW }, instant)).toEqual(expected);
  });

  test('closes a service without opening hours', () => {
    expect(isOpenAt({ OPEN_NOW: 'closed' }, '2026-11-20T12:00Z')).toBe(false);
  });
});

describe('a value that cannot be read', () => {
  const NIGHT = '2026-11-22T03:00:00Z';
  const hours = 'OPENING_HOURS must be days and times such as mon-fri 08:00-18:00 sat 09:00-13:00';

  test.each([
    'always',
    'mon-fri',
    '08:00-18:00',
    'mon 08:00',
    'mon 08:00-25:00',
    'mon 08:00-24:30',
    'mon 24:00-08:00',
    'mon 08:00-08:00',
    'mon 08:60-09:00',
    'mon-wed-fri 08:00-09:00',
    'mond 08:00-09:00',
    'mon 08:00-09:00 tue',
    ',',
  ])('means open, with one problem: OPENING_HOURS=%s', (OPENING_HOURS) => {
    const environment = { OPENING_HOURS, TIME_ZONE };
    expect(readOpeningHours(environment).problems).toEqual([hours]);
    expect(availabilityAt(environment, NIGHT)).toEqual(OPEN);
  });

  test.each(['Mars/Olympus', '+02:00', 'New York', '1'])('means open: TIME_ZONE=%s', (zone) => {
    const environment = { ...WEEK, TIME_ZONE: zone };
    const problem = 'TIME_ZONE must be a time zone such as America/New_York';
    expect(readOpeningHours(environment).problems).toEqual([problem]);
    expect(availabilityAt(environment, NIGHT)).toEqual(OPEN);
  });

  test('means open: hours without a time zone', () => {
    const { OPENING_HOURS } = WEEK;
    expect(readOpeningHours({ OPENING_HOURS }).problems).toEqual(['TIME_ZONE is missing']);
    expect(availabilityAt({ OPENING_HOURS }, NIGHT)).toEqual(OPEN);
  });

  test.each(['2026-02-30', '25.12.2026', '2026-12-24/noon', '2026-12-24/12:00-13:00/14:00-15:00'])(
    'means no closed day: CLOSED_DAYS=%s',
    (CLOSED_DAYS) => {
      const environment = { ...WEEK, CLOSED_DAYS };
      const problem = 'CLOSED_DAYS must be dates such as 2026-12-25 or 2026-12-24/12:00-24:00';
      expect(readOpeningHours(environment).problems).toEqual([problem]);
      expect(isOpenAt(environment, '2026-12-24T12:30:00-05:00')).toBe(true);
    },
  );

  test('means the clock decides: OPEN_NOW=shut', () => {
    const environment = { ...WEEK, OPEN_NOW: 'shut' };
    expect(readOpeningHours(environment).problems).toEqual([
      'OPEN_NOW must be one of: auto, open, closed',
    ]);
    expect(isOpenAt(environment, NIGHT)).toBe(false);
  });

  test('is reported: closed days without opening hours', () => {
    const { value, problems } = readOpeningHours({ CLOSED_DAYS: '2026-12-25' });
    expect(problems).toEqual(['CLOSED_DAYS means nothing without OPENING_HOURS']);
    expect(availabilityNow(value)).toEqual(OPEN);
  });
});

test('no formatter is built before opening hours are configured and used', () => {
  const built = jest.spyOn(Intl, 'DateTimeFormat');
  jest.isolateModules(() => {
    const fresh: typeof import('../../../src/voice/opening-hours-config') = require('../../../src/voice/opening-hours-config');
    fresh.availabilityNow(fresh.readOpeningHours({}).value);
    expect(built).not.toHaveBeenCalled();
    fresh.availabilityNow(fresh.readOpeningHours(WEEK).value);
    fresh.availabilityNow(fresh.readOpeningHours(WEEK).value);
    expect(built).toHaveBeenCalledTimes(1);
  });
});
