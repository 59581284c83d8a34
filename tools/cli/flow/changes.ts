import * as v from 'valibot';
import type { FlowDefinition } from '../../studio/definition';

/** What happens to one widget of a flow. */
export interface WidgetChange {
  readonly widget: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** For `changed`: each old and new value, `url: a → b`. */
  readonly details: readonly string[];
}

/** Any flow, including one with widgets that are not used here. */
const anyFlow = v.object({
  states: v.array(
    v.object({
      name: v.string(),
      type: v.string(),
      transitions: v.array(
        v.object({
          event: v.string(),
          next: v.nullish(v.string()),
          conditions: v.optional(v.array(v.looseObject({ value: v.optional(v.unknown()) }))),
        }),
      ),
      properties: v.record(v.string(), v.unknown()),
    }),
  ),
});

type AnyState = v.InferOutput<typeof anyFlow>['states'][number];

/**
 * What a new definition changes, widget by widget. Positions on the canvas do not count.
 *
 * @param before - the definition that Twilio has; anything that is not a flow counts as an empty one
 */
export function flowChanges(before: unknown, after: FlowDefinition): WidgetChange[] {
  const result = v.safeParse(anyFlow, before);
  const old = new Map(result.success ? result.output.states.map((one) => [one.name, one]) : []);
  const changes = v.parse(anyFlow, after).states.flatMap((state): WidgetChange[] => {
    const known = old.get(state.name);
    old.delete(state.name);
    if (known === undefined) return [{ widget: state.name, change: 'added', details: [] }];
    const details = differences(linesOf(known), linesOf(state));
    return details.length > 0 ? [{ widget: state.name, change: 'changed', details }] : [];
  });
  const removed = [...old.keys()].map(
    (widget): WidgetChange => ({ widget, change: 'removed', details: [] }),
  );
  return [...changes, ...removed];
}

/** Everything in a widget, as named values. */
function linesOf({ type, transitions, properties }: AnyState): Map<string, string> {
  const { offset: _, ...rest } = properties;
  const exits = transitions.map(({ event, next, conditions }): [string, string] => {
    const condition = conditions?.[0]?.value;
    return [condition === undefined ? event : `${event} ${condition}`, next ?? 'the end'];
  });
  const values = Object.entries(rest).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return new Map([['type', type], ...values, ...exits]);
}

function differences(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [from, to] = [before.get(name), after.get(name)];
    return from === to ? [] : [`${name}: ${from ?? '(none)'} → ${to ?? '(none)'}`];
  });
}
