/** `npm run report`: how recent calls went, from the records in the service's log. */
import { variable } from '../../src/runtime/variables';
import { defineCommand, runAsProgram } from './command/command';
import { CommandFailure, UsageFailure } from './command/failure';
import type { Arguments, COMMON_OPTIONS } from './command/options';
import type { Terminal } from './command/terminal';
import { writeNamedFile } from './command/write-file';
import type { Entry } from './logs/entry';
import { KEPT_MILLISECONDS } from './logs/read';
import { type CallStory, readStories } from './report/call-story';
import { makeReport } from './report/figures';
import { pastLines, pastLocalLines } from './report/past-lines';
import { reportText } from './report/print-report';
import { findCredentials } from './twilio/credentials';
import { findService } from './twilio/service';
import { openSession } from './twilio/session';
import { readSettings, SETTINGS_OPTIONS } from './twilio/settings';

/** Twilio keeps log lines for so long, and refuses to look further back. */
const MOST_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;

const options = {
  days: { type: 'string', value: '7', description: 'how many days back, 1 to 30 (default: 7)' },
  line: { type: 'string', value: 'NAME', description: 'only the calls to this line' },
  html: { type: 'string', value: 'FILE', description: 'write a page with charts to this file' },
  local: { type: 'boolean', description: 'report on the calls of npm start on this machine' },
  ...SETTINGS_OPTIONS,
} as const;

type Values = Arguments<typeof options & typeof COMMON_OPTIONS>['values'];

export const run = defineCommand({
  name: 'report',
  summary: 'Reports how recent calls went, by day and in total.',
  options,
  examples: [
    ['', 'the last 7 days of the dev environment'],
    ['--production --days 30 --line sales', 'a month of one line in production'],
    ['--production --html report.html', 'also as a page with charts, in one file'],
    ['--local', 'the calls of npm start'],
  ],
  notes: [
    'It counts calls that have a record: bind your numbers with `npm run bind-number`, and keep LOG_LEVEL at info or debug. Without Twilio credentials it reports on the calls of npm start. Days follow TIME_ZONE in the env file, or UTC without it.',
  ],
  async run({ values }, terminal) {
    const days = readDays(values.days ?? '7');
    const since = new Date(Date.now() - Math.min(days * DAY_MILLISECONDS, KEPT_MILLISECONDS));
    const { lines, source, timeZone } = await readLines(values, since, terminal);
    const { stories, withoutRecord } = readStories(lines);
    const line = values.line?.replaceAll('-', '_').toUpperCase();
    const isWanted = (story: CallStory) => line === undefined || story.line === line;
    const report = makeReport(stories.filter(isWanted), timeZone);

    const what = `${source}${line ? `, line ${line}` : ''}, last ${days} days (${timeZone})`;
    if (values.html !== undefined) {
      const { reportPage }: typeof import('./report/page') = require('./report/page');
      writeNamedFile(values.html, await reportPage(report, `Calls of ${what}`), terminal);
      terminal.note(`The page is ${values.html}.`);
    }
    terminal.result({
      source,
      line: line ?? null,
      lastDays: days,
      timeZone,
      withoutRecord,
      ...report,
    });
    terminal.say(`Calls of ${what}:\n`);
    terminal.say(report.total.calls > 0 ? reportText(report) : 'There are no records of calls.');
    if (withoutRecord > 0) {
      terminal.note(
        `\n${withoutRecord} more calls have no record: they are not over yet, or their number's status callback is not /call-ended. \`npm run bind-number\` sets it.`,
      );
    }
    return 0;
  },
});

function readDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
  throw new UsageFailure(
    `--days ${text} is not a number of days.`,
    `Twilio keeps the log for ${MOST_DAYS} days: use 1 to ${MOST_DAYS}.`,
  );
}

interface Lines {
  readonly lines: readonly Entry[];
  /** Where they come from, in words. */
  readonly source: string;
  readonly timeZone: string;
}

async function readLines(values: Values, since: Date, terminal: Terminal): Promise<Lines> {
  const settings = await readSettings(values, terminal);
  const timeZone = usableTimeZone(variable(settings.variables, 'TIME_ZONE'));
  const hasCredentials = findCredentials(settings.file) ?? findCredentials(terminal.env);
  if (values.local || !hasCredentials) {
    const lines = pastLocalLines(terminal.cwd, since);
    if (lines) return { lines, source: 'npm start on this machine', timeZone };
    if (values.local) {
      throw new CommandFailure('There are no calls of npm start yet.', 'Run `npm start` first.');
    }
  }
  const { client } = await openSession(values, terminal);
  const lines = await terminal.progress('Reading the log', async () => {
    const { serviceName, environment } = settings;
    return pastLines(client, await findService(client, serviceName, environment), since);
  });
  const environment = settings.environment || 'production';
  return { lines, source: `${settings.serviceName} (${environment})`, timeZone };
}

/** The service reports a bad time zone itself. */
function usableTimeZone(name = 'UTC'): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

if (require.main === module) void runAsProgram(run);
