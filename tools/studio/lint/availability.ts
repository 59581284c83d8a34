import type { FlowDefinition, State } from '../definition';
import { leavesOutput } from './known-variables';

/** What can be read when a widget starts: on every path to it, or on at least one. */
export interface Available {
  readonly always: ReadonlySet<string>;
  readonly sometimes: ReadonlySet<string>;
}

/**
 * For each widget that can be reached, the results of others that exist when it starts, as
 * `widgets.<name>` and `flow.variables.<key>`.
 */
export function availability({ states, initial_state }: FlowDefinition): Map<string, Available> {
  const known = new Map<string, Available>();
  known.set(initial_state, { always: new Set(), sometimes: new Set() });
  // Each round can only remove from `always` and add to `sometimes`, so this comes to an end.
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const state of states) {
      const before = known.get(state.name);
      if (before === undefined) continue;
      for (const { event, next } of state.transitions) {
        if (next === undefined) continue;
        const left = leftBy(state, event);
        const always = new Set([...before.always, ...left]);
        const sometimes = new Set([...before.sometimes, ...left]);
        const there = known.get(next);
        const merged = merge(there, { always, sometimes });
        if (there && isSame(there, merged)) continue;
        known.set(next, merged);
        isSettled = false;
      }
    }
  }
  return known;
}

function merge(one: Available | undefined, other: Available): Available {
  if (one === undefined) return other;
  return {
    always: new Set([...one.always].filter((name) => other.always.has(name))),
    sometimes: new Set([...one.sometimes, ...other.sometimes]),
  };
}

/** Of two sets of which one contains the other, the sizes say whether they are the same. */
function isSame(one: Available, other: Available): boolean {
  return one.always.size === other.always.size && one.sometimes.size === other.sometimes.size;
}

function leftBy(state: State, event: string): string[] {
  if (state.type === 'set-variables') {
    return state.properties.variables.map(({ key }) => `flow.variables.${key}`);
  }
  return leavesOutput(state, event) ? [`widgets.${state.name}`] : [];
}
