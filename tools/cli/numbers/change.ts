import type { Twilio } from 'twilio';
import { CommandFailure } from '../command/failure';
import type { Terminal } from '../command/terminal';
import { explained } from '../twilio/explain';
import { type Binding, bindingOf, type Change, changesBetween } from './binding';
import type { BoundNumber } from './find';
import { readHistory, writeHistory } from './history';
import { printChanges } from './print';

/** Whether the person at the terminal has agreed already, by `--yes`. */
export interface Consent {
  readonly yes: boolean;
}

/** Shows, asks, applies and records a change; gives the exit code. */
export async function changeNumber(
  client: Twilio,
  number: BoundNumber,
  after: Binding,
  consent: Consent,
  terminal: Terminal,
): Promise<number> {
  const { sid, phoneNumber, binding: before } = number;
  const history = readHistory();
  // Kept first: if that fails, nothing must be changed.
  const record = {
    keep: () =>
      writeHistory([...history, { sid, phoneNumber, at: new Date().toISOString(), before, after }]),
    drop: () => writeHistory(history),
  };
  const result = await applyChanges(client, number, after, consent, terminal, record);
  if (result !== 'changed') return 0;
  terminal.say(`Done. \`npm run bind-number -- ${phoneNumber} --undo\` takes it back.`);
  return 0;
}

/** Restores what the number had before the last recorded change; gives the exit code. */
export async function undoLast(
  client: Twilio,
  number: BoundNumber,
  consent: Consent,
  terminal: Terminal,
): Promise<number> {
  const history = readHistory();
  const last = history.findLast(({ sid }) => sid === number.sid);
  if (!last) {
    throw new CommandFailure(
      `No change of ${number.phoneNumber} has been made from this folder.`,
      'Bind it to what it shall have: `npm run bind-number -- --help`.',
      'nothing-to-undo',
    );
  }
  if (changesBetween(number.binding, last.after).length > 0) {
    terminal.note(`The number has been changed elsewhere since ${last.at}.`);
  }
  const result = await applyChanges(client, number, last.before, consent, terminal);
  if (result === 'declined') return 0;
  writeHistory(history.filter((record) => record !== last));
  terminal.say(`Done: the number is as it was on ${last.at}.`);
  return 0;
}

/** The record of a change: kept before Twilio is asked, dropped where Twilio refuses. */
interface ChangeRecord {
  keep(): void;
  drop(): void;
}

async function applyChanges(
  client: Twilio,
  number: BoundNumber,
  after: Binding,
  { yes }: Consent,
  terminal: Terminal,
  record?: ChangeRecord,
): Promise<'changed' | 'unchanged' | 'declined'> {
  const { sid, phoneNumber } = number;
  const changes = changesBetween(number.binding, after);
  const report = (applied: boolean) => terminal.result({ phoneNumber, sid, changes, applied });
  if (changes.length === 0) {
    terminal.say(`${phoneNumber} is bound like that already: nothing to change.`);
    report(false);
    return 'unchanged';
  }
  printChanges(number, changes, terminal);
  if (!yes && !(await terminal.confirm('Change it?'))) {
    terminal.say('Nothing was changed.');
    report(false);
    return 'declined';
  }
  record?.keep();
  const update = Object.fromEntries(changes.map(({ field, to }) => [field, to]));
  const changed = await terminal
    .progress('Changing the number', () =>
      explained('change the number', () => client.incomingPhoneNumbers(sid).update(update)),
    )
    .catch((error: unknown) => {
      // A number is Twilio's own no. Where its answer was lost, the number may have been changed.
      if (error instanceof CommandFailure && typeof error.code === 'number') record?.drop();
      throw error;
    });
  noteDifferences(changesBetween(bindingOf(changed), after), terminal);
  report(true);
  return 'changed';
}

/** Twilio answers with the number as it now is: what was asked for should stand there. */
function noteDifferences(differences: readonly Change[], terminal: Terminal): void {
  for (const { field, from, to } of differences) {
    terminal.note(
      `Twilio shows ${from || 'nothing'} as ${field}, where ${to || 'nothing'} was sent.`,
    );
  }
}
