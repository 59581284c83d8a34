import Ajv, { type ErrorObject } from 'ajv';
import type { FlowDefinition } from '../definition';
import type { FlowProblem } from './problem';
import { FLOW_SCHEMA, PROPERTY_SCHEMAS } from './schema';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const isFlow = ajv.compile<FlowDefinition>(FLOW_SCHEMA);
const checks = new Map(
  Object.entries(PROPERTY_SCHEMAS).map(([type, schema]) => [type, ajv.compile(schema)]),
);

export type Shaped =
  | { readonly definition: FlowDefinition; readonly problems: readonly FlowProblem[] }
  | { readonly definition: undefined; readonly problems: readonly FlowProblem[] };

/**
 * Checks the shape of a flow. If the result has no definition, the flow is too malformed for other
 * checks.
 */
export function checkShape(input: unknown): Shaped {
  if (!isFlow(input)) {
    const problems = (isFlow.errors ?? []).map((error) => problem(error, '', nameAt(input, error)));
    return { definition: undefined, problems };
  }
  const problems = input.states.flatMap(({ name, type, properties }, index) => {
    const check = checks.get(type);
    if (check === undefined || check(properties)) return [];
    const errors = (check.errors ?? []).filter(({ keyword }) => keyword !== 'if');
    return errors.map((error) => problem(error, `/states/${index}/properties`, name));
  });
  return { definition: input, problems };
}

function problem(error: ErrorObject, base: string, widget: string | undefined): FlowProblem {
  const property = error.instancePath.split('/').at(-1) ?? '';
  return {
    widget,
    path: `#${base}${error.instancePath}`,
    message: [property, error.message, expected(error)].filter(Boolean).join(' '),
  };
}

/** What AJV's own message does not say. */
function expected({ keyword, params }: ErrorObject): string {
  if (keyword === 'enum') return params.allowedValues.join(', ');
  if (keyword === 'additionalProperties') return `(${params.additionalProperty})`;
  return '';
}

/** The name of the widget that an error of the flow's own schema is in. */
function nameAt(flow: unknown, { instancePath }: ErrorObject): string | undefined {
  const [, index] = /^\/states\/(\d+)/.exec(instancePath) ?? [];
  if (index === undefined || typeof flow !== 'object' || flow === null) return undefined;
  const states: unknown = 'states' in flow ? flow.states : undefined;
  const state: unknown = Array.isArray(states) ? states[Number(index)] : undefined;
  const named = typeof state === 'object' && state !== null && 'name' in state;
  return named && typeof state.name === 'string' ? state.name : undefined;
}
