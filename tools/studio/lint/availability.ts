import type { FlowDefinition, State } from '../definition';
import { leavesOutput } from './known-variables';

/** What there is to read when a widget begins: on every way to it, or on one at least. */
export interface Available {
  readonly always: ReadonlySet<string>;
  readonly sometimes: ReadonlySet<string>;
}

/**
 * For each widget that can be reached, the results of others that exist when it begins, as
 * `widgets.<name>` and `flow.variables.<key>`. A flow without loops settles in one round per widget.
 */
export function availability({ states, initial_state }: FlowDefinition): Map<string, Available> {
  const known = new Map<string, Available>();
  known.set(initial_state, { always: new Set(), sometimes: new Set() });
  for (let round = 0; round < states.length; round += 1) {
    for (const state of states) {
      const before = known.get(state.name);
      if (before === undefined) continue;
      for (const { event, next } of state.transitions) {
        if (next === undefined) continue;
        const left = leftBy(state, event);
        const always = new Set([...before.always, ...left]);
        const sometimes = new Set([...before.sometimes, ...left]);
        known.set(next, merge(known.get(next), { always, sometimes }));
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

function leftBy(state: State, event: string): string[] {
  if (state.type === 'set-variables') {
    return state.properties.variables.map(({ key }) => `flow.variables.${key}`);
  }
  return leavesOutput(state, event) ? [`widgets.${state.name}`] : [];
}
