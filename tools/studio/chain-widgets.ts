import type { Chain } from '../../src/voice/chain';
import { destinationWidgets, type Reached } from './destination-widgets';
import type { FlowSettings } from './settings';
import type { Draft } from './widget';

/** A part of the flow: the widget to go to, and the widgets it consists of. */
export interface Part {
  readonly entry: string;
  readonly drafts: readonly Draft[];
}

/**
 * The widgets of a chain of destinations: who is not reached leads to the next, the last to
 * `unanswered`, as an empty chain does at once.
 *
 * @param role - begins the names: `agent_1`, `agent_2`, …
 */
export function chainWidgets(
  role: string,
  chain: Chain,
  { served, unanswered }: Reached,
  settings: FlowSettings,
): Part {
  const name = (index: number) => (index < chain.length ? `${role}_${index + 1}` : unanswered);
  const drafts = chain.flatMap((destination, index) =>
    destinationWidgets(name(index), destination, { served, unanswered: name(index + 1) }, settings),
  );
  return { entry: name(0), drafts };
}
