/** `npm run logs`: the log of the deployed service, live. */
import { defineCommand, runAsProgram } from './command/command';
import { UsageFailure } from './command/failure';
import type { Entry } from './logs/entry';
import { formatEntry, formatMoment } from './logs/format';
import { everything, reachOfCall, readLogs } from './logs/read';
import { findService } from './twilio/service';
import { openSession } from './twilio/session';
import { SETTINGS_OPTIONS } from './twilio/settings';

/** How many past lines are read: those of a call are among the lines of all calls of that time. */
const LINES = { all: 50, call: 10_000 };

export const run = defineCommand({
  name: 'logs',
  summary: 'Shows the log of the deployed service, and follows it.',
  options: {
    call: { type: 'string', value: 'CA…', description: 'show only this call, as a timeline' },
    once: { type: 'boolean', description: 'exit after the existing lines' },
    ...SETTINGS_OPTIONS,
  },
  examples: [
    ['', 'the newest lines of the dev environment, and each new one'],
    ['--production --call CA… --once', 'one call in production, from start to end'],
  ],
  notes: ['With --json each line is a JSON object. docs/operations.md explains the events.'],
  async run({ values }, terminal) {
    const { call } = values;
    if (call !== undefined && !/^CA[0-9a-f]{32}$/i.test(call)) {
      throw new UsageFailure(
        `--call ${call} is not a CallSid.`,
        'A CallSid is CA followed by 32 hexadecimal digits.',
      );
    }
    const { client, settings } = await openSession(values, terminal);
    const service = await terminal.progress('Looking up the service', () =>
      findService(client, settings.serviceName, settings.environment),
    );
    if (!values.once) terminal.note(`The log of ${service.domainName}. Press Ctrl-C to stop.`);
    const reach = call ? await reachOfCall(client, call, LINES.call) : everything(LINES.all);
    const until = values.once ? AbortSignal.abort() : terminal.interrupted();
    let start: Date | undefined;
    for await (const entry of readLogs(client, service, reach, until)) {
      if (call !== undefined && entry.callSid !== call) continue;
      start ??= entry.at;
      if (terminal.json) terminal.write(`${JSON.stringify(printed(entry))}\n`);
      else if (call === undefined) terminal.say(formatEntry(entry, terminal));
      else terminal.say(formatMoment(entry, start, terminal));
    }
    if (start === undefined)
      terminal.note(
        `There are no lines${call ? ` for ${call}` : ''}; Twilio keeps them for 30 days.`,
      );
    return 0;
  },
});

function printed({ at, level, event, callSid, fields }: Entry): object {
  return { at: at.toISOString(), level, event, callSid, ...fields };
}

if (require.main === module) void runAsProgram(run);
