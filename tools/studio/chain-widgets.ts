import type { Chain } from '../../src/voice/chain';
import { destinationWidgets, type Reached } from './destination-widgets';
import type { FlowSettings } from './settings';
import type { Draft } from './widget';

/** A part of the flow: its first widget, and all its widgets. */
export interface Part {
  readonly entry: string;
  readonly drafts: readonly Draft[];
}

/**
 * The widgets of a chain of destinations. Each one that is not reached leads to the next; the last one,
 * and an empty chain, lead to `unanswered`.
 *
 * @param role - the prefix of the names: `agent_1`, `agent_2`, …
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
