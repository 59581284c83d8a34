import { analyzeSync, Output, type Template } from 'liquidjs';
import type { FlowDefinition, State } from '../definition';
import { studioLiquid } from '../liquid';
import type { FlowProblem } from './problem';

const liquid = studioLiquid();

/** A value that breaks JSON and URLs if it is not encoded. */
const AWKWARD = 'a "quoted" text\\ + 100% & more #1';

/** Checks the JSON and the URLs of a flow: they must be valid for every value of their variables. */
export function valueProblems({ states }: FlowDefinition): FlowProblem[] {
  return states.flatMap((state, index) =>
    fieldsOf(state).flatMap(({ field, text, kind }) => {
      const templates = parse(text);
      const message = templates && (kind === 'json' ? jsonProblem : urlProblem)(templates);
      const path = `#/states/${index}/properties/${field}`;
      return message ? [{ widget: state.name, path, message: `${field} ${message}` }] : [];
    }),
  );
}

interface Field {
  readonly field: string;
  readonly text: string;
  readonly kind: 'json' | 'url';
}

function fieldsOf({ properties }: State): Field[] {
  return Object.entries(properties).flatMap(([field, text]): Field[] => {
    if (typeof text !== 'string') return [];
    if (/attributes$/.test(field)) return [{ field, text, kind: 'json' }];
    return /(url|endpoint)$/i.test(field) ? [{ field, text, kind: 'url' }] : [];
  });
}

/** Undefined for malformed Liquid, which another check reports. */
function parse(text: string): Template[] | undefined {
  try {
    return liquid.parse(text);
  } catch {
    return undefined;
  }
}

function jsonProblem(templates: Template[]): string | undefined {
  const { globals } = analyzeSync(templates);
  const scope = {};
  for (const variable of Object.values(globals).flat()) fillIn(scope, String(variable).split('.'));
  for (const values of [{}, scope]) {
    const text = String(liquid.renderSync(templates, values));
    try {
      JSON.parse(text);
    } catch {
      return 'is not JSON once its variables are filled in: write them with to_json';
    }
  }
  return undefined;
}

function fillIn(scope: Record<string, unknown>, [name = '', ...below]: string[]): void {
  if (below.length === 0 || below[0] === 'size') {
    scope[name] ??= AWKWARD;
    return;
  }
  const inner: Record<string, unknown> = {};
  const known = scope[name];
  // Safe: only this function creates the objects in the scope.
  const target = typeof known === 'object' ? (known as Record<string, unknown>) : inner;
  scope[name] = target;
  fillIn(target, below);
}

/** Studio encodes nothing, and its Redirect fails for a URL with a space or `+` in it. */
function urlProblem(templates: Template[]): string | undefined {
  for (const template of templates) {
    if (!(template instanceof Output)) continue;
    const [name = ''] = Object.values(analyzeSync([template]).globals)
      .flat()
      .map(String);
    if (/(Sid|_sid|\.sid)$/.test(name)) continue;
    const scope = {};
    fillIn(scope, name.split('.'));
    if (!/^[\w.~*%-]*$/.test(String(liquid.renderSync([template], scope)))) {
      return `contains ${name} without encoding: use url_encode | replace: "+", "%20"`;
    }
  }
  return undefined;
}
