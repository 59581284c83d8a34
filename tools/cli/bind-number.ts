/** `npm run bind-number`: the calls of a phone number go to the service, or to a Studio Flow. */

import { runCommand } from './command/command';
import { UsageFailure } from './command/failure';
import type { Arguments, COMMON_OPTIONS } from './command/options';
import type { Terminal } from './command/terminal';
import { boundTo } from './numbers/binding';
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
    description: 'show the numbers of the account and who takes their calls',
  },
  flow: { type: 'string', value: 'FW…', description: 'bind to this Studio Flow, not to /engage' },
  line: { type: 'string', value: 'NAME', description: 'the line, where one service has several' },
  'fallback-url': {
    type: 'string',
    value: 'URL',
    description: 'a fallback outside the service (default: its own /fallback)',
  },
  undo: { type: 'boolean', description: 'give the number back what it had before the last change' },
  yes: { type: 'boolean', description: 'do not ask' },
  ...DOMAIN_OPTION,
  ...SETTINGS_OPTIONS,
} as const;

type Values = Arguments<typeof options & typeof COMMON_OPTIONS>['values'];

runCommand({
  name: 'bind-number',
  summary: 'Brings the calls of a phone number to the deployed service, or to a Studio Flow.',
  arguments: '+15551234567',
  positionals: 1,
  options,
  examples: [
    ['--list', 'which numbers there are'],
    ['+15551234567', 'shows the change, asks, and binds the number to /engage'],
    ['+15551234567 --flow FW…', 'binds it to a Studio Flow, with /fallback behind it'],
    ['+15551234567 --undo', 'as it was before'],
  ],
  async run({ values, positionals }, terminal) {
    const [phoneNumber] = positionals;
    if (!values.list && phoneNumber === undefined) {
      throw new UsageFailure('Which number?', 'Give it in E.164, or see --list.');
    }
    const session = await openSession(values);
    if (phoneNumber === undefined) return list(session, terminal);
    const number = await terminal.progress('Looking the number up', () =>
      findNumber(session.client, phoneNumber),
    );
    const consent = { yes: values.yes ?? false };
    if (values.undo) return undoLast(session.client, number, consent, terminal);
    const target = await terminal.progress('Looking up where to bind it', () =>
      targetOf(session.client, wish(session, values)),
    );
    return changeNumber(session.client, number, boundTo(target, number.binding), consent, terminal);
  },
});

function wish({ client, accountSid, settings }: Session, values: Values) {
  let domain: Promise<string> | undefined;
  return {
    accountSid,
    flowSid: values.flow,
    fallbackUrl: values['fallback-url'],
    line: values.line,
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
