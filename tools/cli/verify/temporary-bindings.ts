import type { Twilio } from 'twilio';
import type { Terminal } from '../command/terminal';
import { type Binding, bindingChanges } from '../numbers/binding';
import { type BoundNumber, findNumber } from '../numbers/find';
import { bindingHistory } from '../numbers/history';
import { explained } from '../twilio/explain';

/** Binds numbers for the duration of a command, and puts them back. */
export interface TemporaryBindings {
  bind(number: BoundNumber, binding: Binding): Promise<void>;
  /** Puts every number back; throws for none of them before all were tried. */
  restore(): Promise<void>;
}

/**
 * The old values are kept on disk before a number is changed, in the same file as those of
 * `bind-number`, so that the next run, or `bind-number --undo`, can restore them after a crash.
 */
export function temporaryBindings(client: Twilio, terminal: Terminal): TemporaryBindings {
  const current = new Map<string, Binding>();
  return {
    async bind(number, after) {
      const before = current.get(number.sid) ?? number.binding;
      if (!current.has(number.sid)) keep(number, after, terminal.cwd);
      await update(client, number.sid, before, after);
      current.set(number.sid, after);
    },
    restore: () => restoreNumbers(client, terminal),
  };
}

/** Restores what an earlier run could not, and says so. */
export async function restoreNumbers(client: Twilio, terminal: Terminal): Promise<void> {
  let failure: unknown;
  for (const record of bindingHistory
    .read(terminal.cwd)
    .filter(({ by }) => by === 'verify')
    .reverse()) {
    try {
      const { binding } = await findNumber(client, record.phoneNumber);
      await update(client, record.sid, binding, record.before);
      const left = bindingHistory
        .read(terminal.cwd)
        .filter(({ at, sid }) => at !== record.at || sid !== record.sid);
      bindingHistory.write(left, terminal.cwd);
      terminal.note(`${record.phoneNumber} is bound as it was before.`);
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
}

function keep(number: BoundNumber, after: Binding, folder: string): void {
  const { sid, phoneNumber, region, binding: before } = number;
  const at = new Date().toISOString();
  const record = { sid, phoneNumber, region, at, before, after, by: 'verify' as const };
  bindingHistory.write([...bindingHistory.read(folder), record], folder);
}

async function update(client: Twilio, sid: string, before: Binding, after: Binding): Promise<void> {
  const changes = bindingChanges(before, after);
  if (changes.length === 0) return;
  const changed = Object.fromEntries(changes.map(({ field, to }) => [field, to]));
  await explained('bind the number', () => client.incomingPhoneNumbers(sid).update(changed), {
    changes: true,
  });
}
