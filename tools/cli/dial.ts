/** `npm run dial`: has the voice agent call somebody. */
import type { Twilio } from 'twilio';
import { readHandOffConfig } from '../../src/hand-off/config';
import { readLine } from '../../src/runtime/line';
import { forLine } from '../../src/runtime/variables';
import { serviceUrl } from '../../src/voice/urls';
import { defineCommand, runAsProgram } from './command/command';
import { UsageFailure } from './command/failure';
import { callerOf } from './dial/caller';
import { engageQuery } from './dial/parameters';
import { checkE164 } from './numbers/find';
import { checkedLine } from './numbers/target';
import { DOMAIN_OPTION, domainOf } from './twilio/domain';
import { explained } from './twilio/explain';
import type { Nullable } from './twilio/nullable';
import { openSession } from './twilio/session';
import { SETTINGS_OPTIONS } from './twilio/settings';

type CallInstance = Awaited<ReturnType<Twilio['calls']['create']>>;

export const run = defineCommand({
  name: 'dial',
  summary: 'Calls somebody, and connects them to the voice agent when they answer.',
  arguments: '+15551234567',
  positionals: 1,
  options: {
    from: { type: 'string', value: '+1…', description: 'the number to call from' },
    param: {
      type: 'string',
      value: 'NAME=VALUE',
      multiple: true,
      description: 'an input variable of the agent',
    },
    task: { type: 'string', value: 'NAME', description: 'the task that the agent starts with' },
    'customer-id': { type: 'string', value: 'ID', description: 'the customer’s ID for ASAPP' },
    line: {
      type: 'string',
      value: 'NAME',
      description: 'the line to use, if the service has several',
    },
    'detect-machine': {
      type: 'boolean',
      description: 'hang up on an answering machine (people hear a few seconds of silence)',
    },
    ...DOMAIN_OPTION,
    ...SETTINGS_OPTIONS,
  },
  examples: [
    ['+15551234567 --from +15557654321', 'calls the first number from the second'],
    [
      '+15551234567 --task Reminder --param appointment=Monday',
      'gives the agent a task and an input variable',
    ],
  ],
  async run({ values, positionals }, terminal) {
    const [to] = positionals;
    if (to === undefined)
      throw new UsageFailure('Which number?', 'Pass it in E.164, for instance +15551234567.');
    checkE164(to);
    const line = checkedLine(values.line);
    const query = { ...engageQuery(values), line };
    const { client, settings } = await openSession(values, terminal);
    const call = await terminal.progress('Placing the call', async () => {
      const view = forLine(settings.variables, readLine({ line }).value);
      const { callerId } = readHandOffConfig(view).value;
      const domainName = await domainOf(client, settings, values.domain);
      const from = await callerOf(client, domainName, values.from, callerId);
      const placed: Nullable<CallInstance> = await explained(
        `call ${to} from ${from}`,
        () =>
          client.calls.create({
            to,
            from,
            url: serviceUrl(domainName, '/engage', query),
            fallbackUrl: serviceUrl(domainName, '/fallback', { line }),
            statusCallback: serviceUrl(domainName, '/call-ended', { line }),
            // Twilio then requests /engage only when it knows who answered, and says so in AnsweredBy.
            ...(values['detect-machine'] ? { machineDetection: 'Enable' } : {}),
          }),
        { changes: true },
      );
      const { sid, status } = placed;
      return { sid: sid ?? undefined, from, status: status ?? undefined };
    });
    const { sid, from, status = 'queued' } = call;
    terminal.result({ sid, to, from, status });
    if (sid === undefined) {
      terminal.say(`Calling ${to} from ${from} (${status}). Twilio did not say which call it is.`);
      return 0;
    }
    terminal.say(`Calling ${to} from ${from}: ${terminal.style('bold', sid)} (${status}).`);
    terminal.say(`Follow it with \`npm run logs -- --call ${sid}\`.`);
    return 0;
  },
});

if (require.main === module) void runAsProgram(run);
