import type { Terminal } from '../command/terminal';
import type { WidgetChange } from './changes';
import type { AccountFlow } from './twilio-flow';

const SIGNS = { added: ['+', 'green'], removed: ['-', 'red'], changed: ['~', 'yellow'] } as const;

/** Shows what publishing would change. */
export function printFlowChanges(
  flow: AccountFlow | undefined,
  friendlyName: string,
  changes: readonly WidgetChange[],
  terminal: Terminal,
): void {
  terminal.say(title(flow, friendlyName, terminal));
  for (const { widget, change, details } of changes) {
    const [sign, colour] = SIGNS[change];
    terminal.say(terminal.style(colour, `  ${sign} ${widget}`));
    for (const detail of details) terminal.say(`      ${detail}`);
  }
  const removed = changes.filter(({ change }) => change === 'removed').length;
  if (removed > 0) {
    terminal.say(`The widgets marked - are not in the new flow and would be removed: ${removed}.`);
  }
}

function title(flow: AccountFlow | undefined, friendlyName: string, terminal: Terminal): string {
  if (flow === undefined) return `A new flow, ${terminal.style('bold', friendlyName)}:`;
  const name = `${terminal.style('bold', flow.friendlyName)} (${flow.sid})`;
  if (flow.published === undefined) return `Flow ${name}, which has no published revision:`;
  const { revision } = flow.published;
  return `Changes to flow ${name}, published${revision ? ` as revision ${revision}` : ''}:`;
}
