import type { Twilio } from 'twilio';
import { CommandFailure } from '../command/failure';
import type { Terminal } from '../command/terminal';
import { explained } from '../twilio/explain';
import type { DeployedService } from '../twilio/service';
import { type DeployedVariables, environmentOf } from './deployed';
import { shown } from './shown';

/** One variable to change; undefined is one that is not there. */
export interface Change {
  readonly name: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What differs from the deployed values. */
export function changesOf(
  deployed: DeployedVariables,
  wanted: ReadonlyMap<string, string | undefined>,
): Change[] {
  return [...wanted]
    .map(([name, to]) => ({ name, from: deployed.get(name)?.value, to }))
    .filter(({ from, to }) => from !== to);
}

/** The environment that is changed, and what is in it now. */
export interface Place {
  readonly client: Twilio;
  readonly service: DeployedService;
  readonly deployed: DeployedVariables;
}

/** The record of a change: kept before the first request, dropped if nothing was changed. */
interface ChangeRecord {
  keep(): void;
  drop(): void;
}

/** Shows the changes, asks for consent, and makes them; returns whether it did. */
export async function applyChanges(
  place: Place,
  changes: readonly Change[],
  { yes }: { readonly yes: boolean },
  terminal: Terminal,
  record?: ChangeRecord,
): Promise<boolean> {
  const { domainName } = place.service;
  const report = (applied: boolean) =>
    terminal.result({
      domainName,
      changes: changes.map(({ name, from, to }) => ({
        name,
        from: shown(name, from),
        to: shown(name, to),
      })),
      applied,
    });
  if (changes.length === 0) {
    terminal.say(`${domainName} has these values already: nothing to change.`);
    report(false);
    return false;
  }
  terminal.say(`${terminal.style('bold', domainName)}:`);
  for (const { name, from, to } of changes) {
    terminal.say(`  ${name}`);
    terminal.say(`    now  ${shown(name, from)}`);
    terminal.say(`    new  ${terminal.style('green', shown(name, to))}`);
  }
  if (!yes && !(await terminal.confirm('Change it?'))) {
    terminal.say('Nothing was changed.');
    report(false);
    return false;
  }
  // Before the change: if the old values cannot be kept, nothing may be changed.
  record?.keep();
  await terminal.progress('Changing the variables', () => writeAll(place, changes, record));
  report(true);
  return true;
}

/** Twilio takes one variable at a time, so a refusal can come in the middle. */
async function writeAll(
  place: Place,
  changes: readonly Change[],
  record: ChangeRecord | undefined,
): Promise<void> {
  const done: string[] = [];
  for (const change of changes) {
    try {
      await write(place, change);
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      if (done.length === 0) {
        // With a number as its code, Twilio refused. If its answer was lost, the change may be made.
        if (typeof error.code === 'number') record?.drop();
        throw error;
      }
      const { message, fix, code } = error;
      const rest = `Changed so far: ${done.join(', ')}; \`npm run set -- --undo\` undoes that.`;
      throw new CommandFailure(`${message} ${rest}`, fix, code, { cause: error });
    }
    done.push(change.name);
  }
}

async function write({ client, service, deployed }: Place, { name, to }: Change): Promise<void> {
  const { variables } = environmentOf(client, service);
  const sid = deployed.get(name)?.sid;
  await explained(
    `change the variable ${name}`,
    async () => {
      if (to === undefined) return sid && variables(sid).remove();
      if (sid) return variables(sid).update({ key: name, value: to });
      return variables.create({ key: name, value: to });
    },
    { changes: true },
  );
}
