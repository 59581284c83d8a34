import { CommandFailure } from '../command/failure';
import type { Terminal } from '../command/terminal';
import { applyChanges, type Change, changesOf, type Place } from './apply';
import { type VariablesRecord, variablesHistory } from './history';

/** Changes variables so that it can be undone; returns the exit code. */
export async function changeVariables(
  place: Place,
  changes: readonly Change[],
  consent: { readonly yes: boolean },
  terminal: Terminal,
): Promise<number> {
  const { environmentSid } = place.service;
  const history = variablesHistory.read(terminal.cwd);
  const valuesOf = (side: 'from' | 'to') =>
    Object.fromEntries(changes.map((change) => [change.name, change[side] ?? null]));
  const entry: VariablesRecord = {
    environmentSid,
    at: new Date().toISOString(),
    before: valuesOf('from'),
    after: valuesOf('to'),
  };
  const record = {
    keep: () => variablesHistory.write([...history, entry], terminal.cwd),
    drop: () => variablesHistory.write(history, terminal.cwd),
  };
  if (!(await applyChanges(place, changes, consent, terminal, record))) return 0;
  terminal.say('Done. `npm run set -- --undo` undoes it; the env file still has the old values.');
  return 0;
}

/** Undoes the last recorded change of the environment; returns the exit code. */
export async function undoLast(
  place: Place,
  consent: { readonly yes: boolean },
  terminal: Terminal,
): Promise<number> {
  const { deployed, service } = place;
  const history = variablesHistory.read(terminal.cwd);
  const last = history.findLast(({ environmentSid }) => environmentSid === service.environmentSid);
  if (!last) {
    throw new CommandFailure(
      `No variable of ${service.domainName} was changed from this folder.`,
      'Set the values that you want instead: see `npm run set -- --help`.',
      'nothing-to-undo',
    );
  }
  const isElsewhere = changesOf(deployed, mapOf(last.after)).length > 0;
  if (isElsewhere) terminal.note(`The variables were also changed elsewhere since ${last.at}.`);
  const changes = changesOf(deployed, mapOf(last.before));
  const isDone = await applyChanges(place, changes, consent, terminal);
  if (!isDone && changes.length > 0) return 0;
  variablesHistory.write(
    history.filter((entry) => entry !== last),
    terminal.cwd,
  );
  terminal.say(`Done: the variables are as they were before the change of ${last.at}.`);
  return 0;
}

const mapOf = (values: VariablesRecord['before']) =>
  new Map(Object.entries(values).map(([name, value]) => [name, value ?? undefined]));
