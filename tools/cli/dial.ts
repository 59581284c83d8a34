/** `npm run dial`: the voice agent calls somebody. */
import { serviceUrl } from '../../src/voice/urls';
import { runCommand } from './command/command';
import { UsageFailure } from './command/failure';
import { callerOf } from './dial/caller';
import { engageQuery } from './dial/parameters';
import { checkE164 } from './numbers/find';
import { DOMAIN_OPTION, domainOf } from './twilio/domain';
import { explained } from './twilio/explain';
import { openSession } from './twilio/session';
import { SETTINGS_OPTIONS } from './twilio/settings';

runCommand({
  name: 'dial',
  summary: 'Calls somebody, and puts them through to the voice agent when they answer.',
  arguments: '+15551234567',
  positionals: 1,
  options: {
    from: { type: 'string', value: '+1…', description: 'the number that is shown to them' },
    param: {
      type: 'string',
      value: 'NAME=VALUE',
      multiple: true,
      description: 'an input variable of the agent',
    },
    task: { type: 'string', value: 'NAME', description: 'the task that the agent begins with' },
    'customer-id': { type: 'string', value: 'ID', description: 'who is called, for ASAPP' },
    line: { type: 'string', value: 'NAME', description: 'the line, where one service has several' },
    'detect-machine': {
      type: 'boolean',
      description: 'hang up on an answering machine (people hear silence for some seconds)',
    },
    ...DOMAIN_OPTION,
    ...SETTINGS_OPTIONS,
  },
  examples: [
    ['+15551234567 --from +15557654321', 'a call to the first number, from the second'],
    ['+15551234567 --task Reminder --param appointment=Monday', 'with something to talk about'],
  ],
  async run({ values, positionals }, terminal) {
    const [to] = positionals;
    if (to === undefined) throw new UsageFailure('Whom to call?', 'Give the number in E.164.');
    checkE164(to);
    const query = { ...engageQuery(values), line: values.line };
    const { client, settings } = await openSession(values);
    const call = await terminal.progress('Placing the call', async () => {
      const domainName = await domainOf(client, settings, values.domain);
      const from = await callerOf(client, domainName, values.from, settings.variables.CALLER_ID);
      return explained(`call ${to} from ${from}`, () =>
        client.calls.create({
          to,
          from,
          url: serviceUrl(domainName, '/engage', query),
          fallbackUrl: serviceUrl(domainName, '/fallback', { line: values.line }),
          // Twilio then asks /engage only when it knows who answered, and says so in AnsweredBy.
          ...(values['detect-machine'] ? { machineDetection: 'Enable' } : {}),
        }),
      );
    });
    const { sid, from, status } = call;
    terminal.result({ sid, to, from, status });
    terminal.say(`Calling ${to} from ${from}: ${terminal.style('bold', sid)} (${status}).`);
    terminal.say(`\`npm run logs -- --call ${sid}\` shows what becomes of it.`);
    return 0;
  },
});
