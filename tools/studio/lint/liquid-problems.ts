import { analyzeSync, Output, type Template } from 'liquidjs';
import type { FlowDefinition, State } from '../definition';
import { studioLiquid } from '../liquid';
import { type Available, availability } from './availability';
import { FLOW_VARIABLES, outputsOf, TRIGGER_CALL } from './known-variables';
import type { FlowProblem } from './problem';

const liquid = studioLiquid();

/** Checks each Liquid template of a flow: its syntax, and that each variable it reads exists. */
export function liquidProblems(definition: FlowDefinition): FlowProblem[] {
  const available = availability(definition);
  const nothing: Available = { always: new Set(), sometimes: new Set() };
  return definition.states.flatMap((state, index) =>
    textsOf({ transitions: state.transitions, properties: state.properties }).flatMap(
      ({ path, text }) =>
        templateProblems(text, {
          widget: state.name,
          states: definition.states,
          available: available.get(state.name) ?? nothing,
        }).map((message) => ({ widget: state.name, path: `#/states/${index}${path}`, message })),
    ),
  );
}

interface Place {
  /** The name of the widget that reads. */
  readonly widget: string;
  readonly states: readonly State[];
  readonly available: Available;
}

function templateProblems(text: string, place: Place): string[] {
  const { reads, syntax } = readTemplate(text);
  if (syntax !== undefined) return [`is not valid Liquid: ${syntax}`];
  return reads.flatMap(({ name, isOptional }) => readProblem(name, isOptional, place) ?? []);
}

/** What a text reads, or what is wrong with its syntax. */
interface Read {
  readonly reads: readonly { readonly name: string; readonly isOptional: boolean }[];
  readonly syntax?: string;
}

/** By their text: most are in several widgets, and in every flow. */
const known = new Map<string, Read>();

function readTemplate(text: string): Read {
  const read = known.get(text) ?? parse(text);
  known.set(text, read);
  return read;
}

function parse(text: string): Read {
  try {
    const reads = liquid.parse(text).flatMap((template) => {
      const { globals } = analyzeSync([template]);
      const names = Object.values(globals).flatMap((each) => each.map(String));
      const isOptional = hasDefault(template);
      return [...new Set(names)].map((name) => ({ name, isOptional }));
    });
    return { reads };
  } catch (error) {
    return { reads: [], syntax: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether a template can handle a missing variable: with `default`, or as the condition of a tag. */
function hasDefault(template: Template): boolean {
  return (
    !(template instanceof Output) || template.value.filters.some(({ name }) => name === 'default')
  );
}

/** Why a variable cannot be read here; undefined if it can. */
function readProblem(name: string, isOptional: boolean, place: Place) {
  const { states, available } = place;
  const [, key] = /^trigger\.call\.(\w+)$/.exec(name) ?? [];
  if (key !== undefined) {
    // The URL that a call comes from can have more than Twilio's own parameters.
    if (TRIGGER_CALL.has(key) || isOptional) return undefined;
    return `reads ${name}, which Twilio does not send: give it a default`;
  }
  if (FLOW_VARIABLES.has(name)) return undefined;
  if (name.startsWith('flow.variables.')) return missing(name, name, isOptional, available);
  const [, widget, output = ''] = /^widgets\.([\w-]+)\.(.+)$/.exec(name) ?? [];
  if (widget === undefined) return `reads ${name}, which does not exist in any flow`;
  const state = states.find((one) => one.name === widget);
  if (state === undefined) return `reads ${name}, but there is no widget ${widget}`;
  if (!hasOutput(state, output)) return `reads ${name}, which ${widget} does not output`;
  // With a default, a widget may read itself: it has run if a loop leads back to it.
  if (isOptional && widget === place.widget) return undefined;
  return missing(name, `widgets.${widget}`, isOptional, available);
}

function missing(name: string, source: string, isOptional: boolean, available: Available) {
  if (!available.sometimes.has(source)) return `reads ${name} before it can exist`;
  if (available.always.has(source) || isOptional) return undefined;
  return `reads ${name}, which does not exist on every path to this widget: give it a default`;
}

function hasOutput(state: State, output: string): boolean {
  const plain = output.replace(/\.size$/, '');
  return outputsOf(state).some((known) =>
    known.endsWith('.*') ? plain.startsWith(known.slice(0, -1)) : plain === known,
  );
}

interface Text {
  readonly path: string;
  readonly text: string;
}

/** Every string with Liquid in it below a value, with its JSON pointer. */
function textsOf(value: unknown, path = ''): Text[] {
  if (typeof value === 'string') return /\{[{%]/.test(value) ? [{ path, text: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => textsOf(each, `${path}/${key}`));
}
