/** `npm run bind-number`: sends a phone number's calls to the service, or to a Studio Flow. */
import { defineCommand, runAsProgram } from './command/command';
import { UsageFailure } from './command/failure';
import type { Arguments, COMMON_OPTIONS } from './command/options';
import type { Terminal } from './command/terminal';
import { boundTo, writesRecords } from './numbers/binding';
import { changeNumber, undoLast } from './numbers/change';
import { findNumber, listNumbers } from './numbers/find';
import { printNumbers } from './numbers/print';
import { targetOf } from './numbers/target';
import { DOMAIN_OPTION, domainOf } from './twilio/domain';
import { openSession, type Session } from './twilio/session';
import { SETTINGS_OPTIONS } from './twilio/settings';

const options = {
  list: {
    type: 'boolean',
    description: 'list the numbers of the account and what they are bound to',
  },
  flow: {
    type: 'string',
    value: 'FW…',
    description: 'bind to this Studio Flow instead of /engage',
  },
  line: {
    type: 'string',
    value: 'NAME',
    description: 'the line that the number is for, if the service has several',
  },
  'fallback-url': {
    type: 'string',
    value: 'URL',
    description: 'a fallback URL outside the service (default: its own /fallback)',
  },
  undo: { type: 'boolean', description: 'undo the last change of this number' },
  yes: { type: 'boolean', description: 'do not ask for confirmation' },
  ...DOMAIN_OPTION,
  ...SETTINGS_OPTIONS,
} as const;

type Values = Arguments<typeof options & typeof COMMON_OPTIONS>['values'];

export const run = defineCommand({
  name: 'bind-number',
  summary: 'Sends the calls of a phone number to the deployed service, or to a Studio Flow.',
  arguments: '+15551234567',
  positionals: 1,
  options,
  examples: [
    ['--list', 'lists your numbers'],
    ['+15551234567', 'shows the change, asks, and binds the number to /engage'],
    ['+15551234567 --flow FW…', 'binds it to a Studio Flow, with /fallback as the fallback URL'],
    ['+15551234567 --undo', 'undoes the last change'],
  ],
  async run({ values, positionals }, terminal) {
    const [phoneNumber] = positionals;
    if (!values.list && phoneNumber === undefined) {
      throw new UsageFailure(
        'Which number?',
        'Pass it in E.164, for instance +15551234567, or use --list.',
      );
    }
    const session = await openSession(values, terminal);
    if (phoneNumber === undefined) return list(session, terminal);
    const number = await terminal.progress('Looking up the number', () =>
      findNumber(session.client, phoneNumber, session.region),
    );
    const consent = { yes: values.yes ?? false };
    if (values.undo) return undoLast(session.client, number, consent, terminal);
    const target = await terminal.progress('Looking up the target', () =>
      targetOf(session.client, wantedTarget(session, values)),
    );
    const binding = boundTo(target, number.binding);
    if (!writesRecords(binding)) {
      terminal.note(
        `The status callback ${binding.statusCallback} stays, so calls get no record. For records, remove it and bind the number again.`,
      );
    }
    return changeNumber(session.client, number, binding, consent, terminal);
  },
});

function wantedTarget({ client, accountSid, settings, region }: Session, values: Values) {
  let domain: Promise<string> | undefined;
  return {
    accountSid,
    flowSid: values.flow,
    fallbackUrl: values['fallback-url'],
    line: values.line,
    region,
    domain: () => {
      domain ??= domainOf(client, settings, values.domain);
      return domain;
    },
  };
}

async function list({ client }: Session, terminal: Terminal): Promise<number> {
  const numbers = await terminal.progress('Listing the numbers', () => listNumbers(client));
  printNumbers(numbers, terminal);
  return 0;
}

if (require.main === module) void runAsProgram(run);
