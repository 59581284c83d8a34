import type { Twilio } from 'twilio';
import { CommandFailure } from '../command/failure';
import type { Terminal } from '../command/terminal';
import { explained } from '../twilio/explain';
import { type Binding, bindingChanges, bindingOf, type Change } from './binding';
import type { BoundNumber } from './find';
import { bindingHistory } from './history';
import { printBindingChanges } from './print';

/** Whether the person at the terminal has agreed already, by `--yes`. */
export interface Consent {
  readonly yes: boolean;
}

/** Shows a change, asks for consent, applies and records it; returns the exit code. */
export async function changeNumber(
  client: Twilio,
  number: BoundNumber,
  after: Binding,
  consent: Consent,
  terminal: Terminal,
): Promise<number> {
  const { sid, phoneNumber, binding: before } = number;
  const history = bindingHistory.read(terminal.cwd);
  const entry = { sid, phoneNumber, at: new Date().toISOString(), before, after };
  const record = {
    keep: () => bindingHistory.write([...history, entry], terminal.cwd),
    drop: () => bindingHistory.write(history, terminal.cwd),
  };
  const result = await applyChanges(client, number, after, consent, terminal, record);
  if (result !== 'changed') return 0;
  terminal.say(`Done. \`npm run bind-number -- ${phoneNumber} --undo\` undoes it.`);
  return 0;
}

/** Undoes the last recorded change of the number; returns the exit code. */
export async function undoLast(
  client: Twilio,
  number: BoundNumber,
  consent: Consent,
  terminal: Terminal,
): Promise<number> {
  const history = bindingHistory.read(terminal.cwd);
  const last = history.findLast(({ sid }) => sid === number.sid);
  if (!last) {
    throw new CommandFailure(
      `No change of ${number.phoneNumber} was made from this folder.`,
      'Bind it to what you want instead: see `npm run bind-number -- --help`.',
      'nothing-to-undo',
    );
  }
  if (bindingChanges(number.binding, last.after).length > 0) {
    terminal.note(`The number was also changed elsewhere since ${last.at}.`);
  }
  const result = await applyChanges(client, number, last.before, consent, terminal);
  if (result === 'declined') return 0;
  bindingHistory.write(
    history.filter((record) => record !== last),
    terminal.cwd,
  );
  terminal.say(`Done: the number is as it was before the change of ${last.at}.`);
  return 0;
}

/** The record of a change: kept before the request to Twilio, dropped if Twilio refuses. */
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
  const changes = bindingChanges(number.binding, after);
  const report = (applied: boolean) => terminal.result({ phoneNumber, sid, changes, applied });
  if (changes.length === 0) {
    terminal.say(`${phoneNumber} is already bound that way: nothing to change.`);
    report(false);
    return 'unchanged';
  }
  printBindingChanges(number, changes, terminal);
  if (!yes && !(await terminal.confirm('Change it?'))) {
    terminal.say('Nothing was changed.');
    report(false);
    return 'declined';
  }
  // Before the change: if the old values cannot be kept, nothing may be changed.
  record?.keep();
  const update = Object.fromEntries(changes.map(({ field, to }) => [field, to]));
  const changed = await terminal
    .progress('Changing the number', () =>
      explained('change the number', () => client.incomingPhoneNumbers(sid).update(update), {
        changes: true,
      }),
    )
    .catch((error: unknown) => {
      // With a number as its code, Twilio refused. If its answer was lost, the change may be made.
      if (error instanceof CommandFailure && typeof error.code === 'number') record?.drop();
      throw error;
    });
  noteDifferences(bindingChanges(bindingOf(changed), after), terminal);
  report(true);
  return 'changed';
}

/** Twilio answers with the number as it is now, which should have the new values. */
function noteDifferences(differences: readonly Change[], terminal: Terminal): void {
  for (const { field, from, to } of differences) {
    terminal.note(
      `${field}: ${to || 'nothing'} was sent, but Twilio returned ${from || 'nothing'}.`,
    );
  }
}
