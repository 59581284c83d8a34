/** `npm run logs`: what the deployed service writes, live. */
import { runCommand } from './command/command';
import { UsageFailure } from './command/failure';
import type { Entry } from './logs/entry';
import { formatEntry, formatMoment } from './logs/format';
import { readLogs } from './logs/read';
import { findService } from './twilio/service';
import { openSession } from './twilio/session';
import { SETTINGS_OPTIONS } from './twilio/settings';

/** How many lines of the past are looked at: a call's lines may lie far back among others. */
const LINES = { all: 50, call: 1_000 };

runCommand({
  name: 'logs',
  summary: 'Shows the log lines of the deployed service, and goes on with those that come.',
  options: {
    call: { type: 'string', value: 'CA…', description: 'only this call, as a time line' },
    once: { type: 'boolean', description: 'end after the lines that are there' },
    ...SETTINGS_OPTIONS,
  },
  examples: [
    ['', 'the newest lines of the dev environment, and those that come'],
    ['--production --call CA… --once', 'what became of one call in production'],
  ],
  notes: ['With --json each line is one JSON object. docs/operations.md explains the events.'],
  async run({ values }, terminal) {
    const { call } = values;
    if (call !== undefined && !/^CA[0-9a-f]{32}$/i.test(call)) {
      throw new UsageFailure(`--call ${call} is not a CallSid.`, 'It is CA and 32 hex digits.');
    }
    const { client, settings } = await openSession(values);
    const service = await terminal.progress('Looking the service up', () =>
      findService(client, settings.serviceName, settings.environment),
    );
    if (!values.once) terminal.note(`The log of ${service.domainName}; Ctrl-C ends.`);
    const reach = { limit: call ? LINES.call : LINES.all, follow: !values.once };
    let start: Date | undefined;
    for await (const entry of readLogs(client, service, reach)) {
      if (call !== undefined && entry.callSid !== call) continue;
      start ??= entry.at;
      if (terminal.json) process.stdout.write(`${JSON.stringify(printed(entry))}\n`);
      else if (call === undefined) terminal.say(formatEntry(entry, terminal));
      else terminal.say(formatMoment(entry, start, terminal));
    }
    if (start === undefined) terminal.note(call ? `No line names ${call}.` : 'No line yet.');
    return 0;
  },
});

function printed({ at, level, event, callSid, fields }: Entry): object {
  return { at: at.toISOString(), level, event, callSid, ...fields };
}
