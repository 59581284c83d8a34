import type { Twilio } from 'twilio';
import { CommandFailure } from '../command/failure';
import type { Terminal } from '../command/terminal';
import { explained } from '../twilio/explain';
import { type Binding, bindingChanges, bindingOf, type Change } from './binding';
import type { BoundNumber } from './find';
import { bindingHistory } from './history';
import { printBindingChanges } from './print';
import { changeVoiceRegion } from './routing';

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
  const { sid, phoneNumber, region, binding: before } = number;
  const history = bindingHistory.read(terminal.cwd);
  const entry = { sid, phoneNumber, region, at: new Date().toISOString(), before, after };
  const record = {
    keep: () => bindingHistory.write([...history, entry], terminal.cwd),
    drop: () => bindingHistory.write(history, terminal.cwd),
  };
  const result = await applyChanges(client, number, after, consent, terminal, record);
  if (result !== 'changed') return 0;
  if (after.voiceRegion !== before.voiceRegion) {
    terminal.say(`Within five minutes, Twilio takes the number’s calls in ${after.voiceRegion}.`);
  }
  terminal.say(`Done. \`npm run bind-number -- ${phoneNumber} --undo\` undoes it.`);
  return 0;
}

/**
 * Undoes the last recorded change of the number; returns the exit code. Calls that are to be taken in another
 * region again still arrive in this one for up to five minutes. So that is undone first, and its settings
 * the next time.
 */
export async function undoLast(
  client: Twilio,
  number: BoundNumber,
  consent: Consent,
  terminal: Terminal,
): Promise<number> {
  const { phoneNumber, binding: now } = number;
  const history = bindingHistory.read(terminal.cwd);
  const last = lastChange(history, number);
  if (bindingChanges(now, { ...last.after, voiceRegion: now.voiceRegion }).length > 0) {
    terminal.note(`The number was also changed elsewhere since ${last.at}.`);
  }
  const before = { ...last.before, voiceRegion: last.before.voiceRegion || now.voiceRegion };
  const moved = { ...now, voiceRegion: before.voiceRegion };
  const isFirstOfTwo =
    moved.voiceRegion !== now.voiceRegion && bindingChanges(moved, before).length > 0;
  const result = await applyChanges(
    client,
    number,
    isFirstOfTwo ? moved : before,
    consent,
    terminal,
  );
  if (result === 'declined') return 0;
  if (isFirstOfTwo) {
    terminal.say(
      `Within five minutes, Twilio takes the calls in ${moved.voiceRegion} again. Then run \`npm run bind-number -- ${phoneNumber} --undo\` once more: it puts back the settings in ${number.region}, which take calls until then.`,
    );
    return 0;
  }
  bindingHistory.write(
    history.filter((record) => record !== last),
    terminal.cwd,
  );
  terminal.say(`Done: the number is as it was before the change of ${last.at}.`);
  return 0;
}

type Recorded = ReturnType<typeof bindingHistory.read>[number];

/** @throws CommandFailure if none was made in this region from this folder */
function lastChange(history: readonly Recorded[], number: BoundNumber): Recorded {
  const own = history.filter(({ sid }) => sid === number.sid);
  const last = own.findLast(({ region }) => region === number.region);
  if (last) return last;
  const elsewhere = own.at(-1);
  throw elsewhere
    ? new CommandFailure(
        `The last change of ${number.phoneNumber} was made in the region ${elsewhere.region}.`,
        `Set TWILIO_REGION=${elsewhere.region}, with the credentials of that region.`,
        'other-region',
      )
    : new CommandFailure(
        `No change of ${number.phoneNumber} was made from this folder.`,
        'Bind it to what you want instead: see `npm run bind-number -- --help`.',
        'nothing-to-undo',
      );
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
  let isChanged = false;
  const { voiceRegion, ...settings } = Object.fromEntries(
    changes.map(({ field, to }) => [field, to]),
  );
  try {
    if (Object.keys(settings).length > 0) {
      const changed = await terminal.progress('Changing the number', () =>
        explained('change the number', () => client.incomingPhoneNumbers(sid).update(settings), {
          changes: true,
        }),
      );
      isChanged = true;
      const result = { ...bindingOf(changed), voiceRegion: after.voiceRegion };
      noteDifferences(bindingChanges(result, after), terminal);
    }
    // Last: a region gets calls only when its settings are right.
    if (voiceRegion !== undefined) await changeVoiceRegion(client, phoneNumber, voiceRegion);
  } catch (error) {
    // With a number as its code, Twilio refused. If its answer was lost, the change may be made.
    const isRefused = error instanceof CommandFailure && typeof error.code === 'number';
    if (isRefused && !isChanged) record?.drop();
    throw error;
  }
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
