import type { Chain } from '../../src/voice/chain';
import { reachesPerson } from '../../src/voice/destination';
import { destinationWidgets, type Reached } from './destination-widgets';
import { IS_OPEN } from './liquid-context';
import type { FlowSettings } from './settings';
import { type Draft, split } from './widget';

/** A part of the flow: its first widget, and all its widgets. */
export interface Part {
  readonly entry: string;
  readonly drafts: readonly Draft[];
}

/** Where a chain leads while nobody is there. Without it the chain takes no notice of opening hours. */
export interface WhileClosed {
  readonly closed: string;
}

/**
 * The widgets of a chain of destinations. Each one that is not reached leads to the next; the last one,
 * and an empty chain, lead to `unanswered`. While closed, the destinations that reach people are skipped;
 * if there are no others, the call goes to `closed`.
 *
 * @param role - the prefix of the names: `agent_open`, `agent_1`, `agent_2`, …
 */
export function chainWidgets(
  role: string,
  chain: Chain,
  { served, unanswered, closed }: Reached & Partial<WhileClosed>,
  settings: FlowSettings,
): Part {
  const name = (index: number) => (index < chain.length ? `${role}_${index + 1}` : unanswered);
  const drafts = chain.flatMap((destination, index) =>
    destinationWidgets(name(index), destination, { served, unanswered: name(index + 1) }, settings),
  );
  if (closed === undefined || !chain.some(reachesPerson)) return { entry: name(0), drafts };
  const other = chain.findIndex((destination) => !reachesPerson(destination));
  const next = other < 0 ? closed : name(other);
  const open = split(
    `${role}_open`,
    `{{flow.variables.${IS_OPEN}}}`,
    [{ type: 'equal_to', value: 'false', next }],
    name(0),
  );
  return { entry: open.name, drafts: [open, ...drafts] };
}
