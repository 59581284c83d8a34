import { holds } from '../conditions';
import type { WidgetKind } from './kind';

/** The widgets that only compute something. */

export const setVariables: WidgetKind<'set-variables'> = {
  enter({ properties }, { execution, render }) {
    for (const { key, value } of properties.variables) {
      execution.scope.flow.variables[key] = render(value);
    }
    return { event: 'next' };
  },
};

/** The first match whose conditions all hold; else `noMatch`. */
export const splitBasedOn: WidgetKind<'split-based-on'> = {
  enter({ transitions }, { render }) {
    const transition = transitions.findIndex(
      ({ event, conditions = [] }) =>
        event === 'match' && conditions.every((condition) => holds(condition, render)),
    );
    return transition === -1 ? { event: 'noMatch' } : { event: 'match', transition };
  },
};
