import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { accessibilityFaults } from '../../../tests/support/accessibility';
import { describeInBrowser } from '../../../tests/support/browser';
import { LOCAL_LOG, type LocalTwilioRest, newSid, startTwilioRest } from '../../simulator';
import { readEntry } from '../logs/entry';
import { run } from '../report';
import { readStories } from '../report/call-story';
import { makeReport } from '../report/figures';
import { reportPage } from '../report/page';
import { runCommand, temporaryFolder, variablesFor } from './run-command';

type Fields = Readonly<Record<string, unknown>>;

/** One call: what its record holds, and the other lines of its log with their times in seconds. */
interface Told {
  readonly record?: Fields;
  readonly lines?: readonly (readonly [second: number, event: string, fields?: Fields])[];
  /** When the call began; now, if it does not matter. */
  readonly at?: Date;
}

/** The lines of a call as the service writes them, each with its time. */
function linesOf({ record, lines = [], at = new Date() }: Told) {
  const callSid = newSid('CA');
  const line = (second: number, event: string, fields: Fields = {}) => ({
    at: new Date(at.getTime() + second * 1_000),
    message: JSON.stringify({ level: 'info', event, callSid, ...fields }),
  });
  const ended = { callSid, began: at.toISOString(), ...record };
  return [
    ...lines.map(([second, event, fields]) => line(second, event, fields)),
    ...(record ? [line(900, 'call-record', { record: ended })] : []),
  ];
}

const entries = (...calls: readonly Told[]) =>
  calls
    .flatMap(linesOf)
    .map(({ at, message }, index) =>
      readEntry({ sid: String(index), level: 'info', message, dateCreated: at }, at),
    );
const stories = (...calls: readonly Told[]) => readStories(entries(...calls)).stories;

const engaged = [0, 'engaged'] as const;
const handOff = (second: number, status: string) => [second, 'hand-off', { status }] as const;
const result = (second: number, status: string, more: Fields = {}) =>
  [second, 'hand-off-result', { status, ...more }] as const;
/** A leg that was answered 12 s after it began, ten minutes ago. */
const PERSON = {
  kind: 'number',
  result: 'completed',
  began: '2026-11-23T09:00:00.000Z',
  answered: '2026-11-23T09:00:12.000Z',
};

describe('the story of a call', () => {
  test('is its record, where that knows everything', () => {
    const record = {
      line: 'SALES',
      outcome: 'agent',
      secondsWithAgent: 62,
      destinations: [{ ...PERSON, result: 'busy', answered: null }, PERSON],
    };
    expect(stories({ record })).toMatchObject([
      {
        line: 'SALES',
        outcome: 'agent',
        takenBy: 'number',
        isAbandoned: false,
        secondsWithAgent: 62,
        secondsUntilAnswer: 12,
      },
    ]);
  });

  test.each([
    [
      'a person took it from a queue',
      [handOff(1, 'queue'), result(200, 'answered', { ms: 40_000 })],
      40,
    ],
    [
      'a queue was the second destination',
      [
        handOff(1, 'number'),
        result(21, 'unanswered'),
        handOff(21, 'workflow'),
        result(90, 'caller-gone', { queueResult: 'bridged', ms: 10_000 }),
      ],
      30,
    ],
    [
      'the time in the queue is not in the log',
      [handOff(1, 'queue'), result(9, 'answered')],
      undefined,
    ],
    [
      'the caller left the queue',
      [handOff(1, 'queue'), result(9, 'caller-gone', { ms: 8_000 })],
      undefined,
    ],
  ] as const)('has the seconds until an answer if %s', (_, lines, secondsUntilAnswer) => {
    expect(stories({ record: {}, lines })).toMatchObject([{ secondsUntilAnswer }]);
  });

  test('counts the time in a queue that a caller left before somebody answered', () => {
    const at = new Date('2026-11-23T08:58:00.000Z');
    const lines = [
      handOff(0, 'queue'),
      result(120, 'unanswered', { queueResult: 'leave', ms: 120_000 }),
      handOff(120, 'number'),
      result(150, 'answered'),
    ];
    const record = { destinations: [PERSON] };
    expect(stories({ record, lines, at })).toMatchObject([{ secondsUntilAnswer: 132 }]);
  });

  test('takes the outcome, and the time with the agent, from the log if the record has none', () => {
    const lines = [
      engaged,
      [30, 'call-complete', { outcome: 'interrupted' }],
      [31, 'engaged'],
      [61, 'call-complete', { outcome: 'completed' }],
    ] as const;
    expect(stories({ record: {}, lines })).toMatchObject([
      { outcome: 'completed', secondsWithAgent: 60 },
    ]);
  });

  test('is that of a failed agent if the call went to the fallback chain without one', () => {
    const fallback = [1, 'hand-off', { status: 'number', outcome: 'failed' }] as const;
    expect(stories({ record: {}, lines: [fallback] })).toMatchObject([{ outcome: 'failed' }]);
  });

  test.each<{
    what: string;
    lines: NonNullable<Told['lines']>;
    takenBy?: string;
    isAbandoned?: true;
  }>([
    {
      what: 'a person who answered',
      lines: [handOff(1, 'client'), result(2, 'answered')],
      takenBy: 'client',
    },
    { what: 'a person who declined', lines: [handOff(1, 'client'), result(2, 'unanswered')] },
    {
      what: 'a recorded message',
      lines: [handOff(1, 'voicemail'), result(2, 'recorded')],
      takenBy: 'voicemail',
    },
    { what: 'a flow, which reports nothing', lines: [handOff(1, 'flow')], takenBy: 'flow' },
    { what: 'nobody, only words', lines: [handOff(1, 'words')] },
    {
      what: 'a caller who left a queue',
      lines: [handOff(1, 'queue'), result(2, 'caller-gone')],
      isAbandoned: true,
    },
    {
      what: 'a caller who is to be called back',
      lines: [handOff(1, 'queue'), [2, 'callback-promised'], result(3, 'caller-gone')],
      takenBy: 'callback',
    },
    {
      what: 'a caller who hung up on a person from a queue',
      lines: [handOff(1, 'workflow'), result(2, 'caller-gone', { queueResult: 'bridged' })],
      takenBy: 'workflow',
    },
  ])('knows of $what', ({ lines, takenBy, isAbandoned = false }) => {
    const [story] = stories({ record: {}, lines });
    expect(story).toMatchObject({ takenBy, isAbandoned });
  });

  test('has the person as the taker if the caller hung up on the person', () => {
    const lines = [handOff(1, 'number'), result(90, 'caller-gone')] as const;
    expect(stories({ record: { destinations: [PERSON] }, lines })).toMatchObject([
      { takenBy: 'number', isAbandoned: false },
    ]);
  });

  test('is told once, although the record came twice', () => {
    const [record] = linesOf({ record: { outcome: 'completed' } });
    const twice = [record, record].flatMap((line, index) =>
      line
        ? readEntry({ sid: `${index}`, level: 'info', dateCreated: line.at, ...line }, line.at)
        : [],
    );
    expect(readStories(twice).stories).toHaveLength(1);
  });

  test('is only counted if a call has no record', () => {
    expect(readStories(entries({ lines: [engaged] }))).toEqual({ stories: [], withoutRecord: 1 });
  });
});

describe('the figures of a report', () => {
  test('count each call on the day on which it began, in the time zone', () => {
    const record = { outcome: 'completed' };
    const at = new Date('2026-11-23T02:00:00Z');
    const of = (zone: string) => makeReport(stories({ record, at }), zone).days;
    expect(of('UTC')).toMatchObject([{ day: '2026-11-23', calls: 1, completed: 1 }]);
    expect(of('America/New_York')).toMatchObject([{ day: '2026-11-22', calls: 1 }]);
  });

  test('have the median and the p90 of the calls whose time is known', () => {
    const known = Array.from({ length: 10 }, (_, index) => ({
      record: { secondsWithAgent: (index + 1) * 10 },
    }));
    const { total } = makeReport(stories(...known, { record: {} }), 'UTC');
    expect(total.secondsWithAgent).toEqual({ median: 50, p90: 90 });
    expect(total.secondsUntilAnswer).toBeNull();
  });
});

describe('npm run report', () => {
  let rest: LocalTwilioRest;
  const folder = temporaryFolder();
  beforeEach(async () => {
    rest = await startTwilioRest();
  });
  afterEach(() => rest.close());
  afterAll(folder.remove);

  const report = (...args: string[]) =>
    runCommand(run, args, { cwd: folder.path, env: variablesFor(rest) });

  function log(...calls: readonly Told[]): void {
    const { logs } = rest.addEnvironment('voice-agent', 'dev');
    for (const { at, message } of calls.flatMap(linesOf)) {
      logs.unshift({
        sid: newSid('NO'),
        function_sid: newSid('ZH'),
        request_sid: newSid('RQ'),
        level: 'info',
        message,
        date_created: at.toISOString(),
      });
    }
  }

  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  const CALLS = [
    { record: { outcome: 'completed', line: 'SALES', secondsWithAgent: 40 }, at: hoursAgo(30) },
    { record: { outcome: 'agent', destinations: [PERSON] }, at: hoursAgo(2) },
    { record: {}, lines: [handOff(1, 'queue'), result(9, 'caller-gone')], at: hoursAgo(2) },
    { lines: [engaged], at: hoursAgo(1) },
    { record: { outcome: 'completed' }, at: hoursAgo(24 * 9) },
  ] as const;

  test('prints a line per day and all together, of the last seven days', async () => {
    log(...CALLS);
    const { code, out, err } = await report();

    expect(code).toBe(0);
    expect(out).toContain('Calls of voice-agent (dev), last 7 days (UTC):');
    expect(out).toMatch(/^all +3 +1 \(33%\) +1 \(33%\) +0 \(0%\) +1 \(33%\) +40 s, p90 40 s/m);
    expect(out).toContain('Handed over to: number 1.');
    expect(err).toContain('1 more calls have no record');
  });

  test('--json has the same as numbers, --line only one line, --days goes further back', async () => {
    log(...CALLS);
    const sales = JSON.parse((await report('--json', '--line', 'sales')).out);
    expect(sales).toMatchObject({ line: 'SALES', total: { calls: 1, completed: 1 } });
    expect(sales.days).toHaveLength(1);
    const all = JSON.parse((await report('--json', '--days', '30')).out);
    expect(all.total.calls).toBe(4);
    const start = Date.parse(rest.requests.at(-1)?.query.get('StartDate') ?? '');
    const thirtyDaysAgo = hoursAgo(24 * 30).getTime();
    expect(start).toBeGreaterThan(thirtyDaysAgo + 60_000); // Twilio's clock may be ahead
    expect(start).toBeLessThan(thirtyDaysAgo + 24 * 3_600_000);
  });

  test('counts the days of TIME_ZONE', async () => {
    log(...CALLS);
    writeFileSync(join(folder.path, '.env'), 'TIME_ZONE=Asia/Tokyo\n');
    expect((await report()).out).toContain('(Asia/Tokyo)');
    writeFileSync(join(folder.path, '.env'), 'TIME_ZONE=Nowhere\n');
    expect((await report()).out).toContain('(UTC)');
  });

  test('--html writes one file, and says so', async () => {
    log(...CALLS);
    const { err } = await report('--html', 'report.html');
    expect(err).toContain('The page is report.html.');
    expect(readFileSync(join(folder.path, 'report.html'), 'utf8')).toContain('<h1>Calls of');
    const lost = await report('--html', 'nowhere/report.html');
    expect(lost).toMatchObject({ code: 1, err: expect.stringContaining('cannot be written') });
  });

  test('reads what npm start has logged if there are no credentials, or with --local', async () => {
    const local = temporaryFolder();
    const nothing = await runCommand(run, ['--local'], { cwd: local.path });
    expect(nothing).toMatchObject({ code: 1, err: expect.stringContaining('Run `npm start`') });
    const text = linesOf(CALLS[0]).map(({ at, message }) => JSON.stringify({ at, line: message }));
    writeFileSync(join(local.path, LOCAL_LOG), `${text.join('\n')}\n`);
    const { out } = await runCommand(run, ['--json'], { cwd: local.path });
    expect(JSON.parse(out)).toMatchObject({
      source: 'npm start on this machine',
      total: { calls: 1 },
    });
    local.remove();
  });

  test.each(['0', '31', 'x', '1.5'])('refuses --days %s', async (days) => {
    expect((await report('--days', days)).code).toBe(2);
    expect(rest.requests).toEqual([]);
  });

  test('says that there are no records yet', async () => {
    log();
    expect((await report()).out).toContain('There are no records of calls.');
  });
});

describeInBrowser('the page of a report', (open) => {
  test('draws its charts without any request, and is accessible', async () => {
    const folder = temporaryFolder();
    const calls = [1, 2, 3].map((day) => ({
      record: { outcome: 'completed', secondsWithAgent: day * 10, destinations: [PERSON] },
      at: new Date(Date.UTC(2026, 10, 20 + day, 12)),
    }));
    const title = 'Calls of "<b>sales</b>"';
    const html = await reportPage(makeReport(stories(...calls), 'UTC'), title);
    const file = join(folder.path, 'report.html');
    writeFileSync(file, html);
    const { page, requests, errors } = await open();
    await page.goto(pathToFileURL(file).href);

    expect(await page.locator('h1').textContent()).toBe(title);
    await page.locator('#calls .ct-bar').first().waitFor({ state: 'attached' });
    expect(await page.locator('#calls .ct-bar').count()).toBe(12);
    expect(await page.locator('#agent .ct-point').count()).toBe(6);
    expect(await page.locator('tbody tr').count()).toBe(3);
    expect(requests).toEqual([pathToFileURL(file).href]);
    expect(errors).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    folder.remove();
  });
});
