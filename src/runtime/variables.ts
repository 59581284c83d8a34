import * as v from 'valibot';

/** The variables of the service, as Twilio passes them to a function: its `context`. */
export type Environment = Readonly<Record<string, unknown>>;

type Schema = v.GenericSchema<unknown, unknown>;
export type VariableTable = Readonly<Record<string, Schema>>;

/**
 * What was read, and what could not be: each problem is a sentence that names a variable and what it
 * must be, never its value.
 */
export interface Parsed<T> {
  readonly value: T;
  readonly problems: readonly string[];
}

/** The same in all bundles: /engage hands an environment to the code of /hand-off. */
const LINE = Symbol.for('voice-agent line');

/**
 * The variables as one line sees them: `GREETING_SALES` wins over `GREETING` on the line `SALES`. A
 * line's bad value is reported, and the service's value applies.
 *
 * @param line - in upper case; undefined if the call has none
 */
export function forLine(environment: Environment, line: string | undefined): Environment {
  if (line === undefined) return environment;
  // The variables stay where they are, inherited: the runtime may give them to us as getters.
  return Object.create(environment, { [LINE]: { value: line } });
}

/** The names under which a variable is looked up: the line's first, then the service's. */
export function namesOf(environment: Environment, name: string): string[] {
  // Safe: only `forLine` sets it.
  const line = (environment as { readonly [LINE]?: string })[LINE];
  return line === undefined ? [name] : [`${name}_${line}`, name];
}

/**
 * Reads each variable of a table on its own, so that one bad value never hides the others.
 * An empty value counts as absent: the toolkit drops empty variables when it deploys.
 *
 * @returns the values by name (`undefined` if absent or bad), and a problem for each bad one
 * @example
 * const { value, problems } = readVariables(context, { RING_SECONDS: v.optional(seconds) });
 */
export function readVariables<T extends VariableTable>(
  environment: Environment,
  table: T,
): Parsed<{ readonly [K in keyof T]: v.InferOutput<T[K]> | undefined }> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, schema] of Object.entries(table)) {
    for (const full of namesOf(environment, name)) {
      const text = variable(environment, full);
      if (text === undefined && full !== name) continue;
      const result = v.safeParse(schema, text, { abortEarly: true });
      if (result.success) {
        values[name] = result.output;
        break;
      }
      problems.push(`${full} ${text === undefined ? 'is missing' : result.issues[0].message}`);
    }
  }
  // Safe: each key was filled by its own schema's output just above, or left undefined.
  return { value: values as { [K in keyof T]: v.InferOutput<T[K]> | undefined }, problems };
}

/**
 * One variable as trimmed text, or undefined if it is absent or empty. No document says whether the
 * cloud's context holds its variables itself or inherits them (assumption 20), so both are read.
 */
export function variable(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

/** Whether a variable has a value, for the line or for the service, readable or not. */
export function isSet(environment: Environment, name: string): boolean {
  return namesOf(environment, name).some((full) => variable(environment, full) !== undefined);
}

/** A variable with a closed set of values. The message names the choices, not what was found. */
export function oneOf<const T extends readonly string[]>(choices: T) {
  return v.picklist(choices, `must be one of: ${choices.join(', ')}`);
}

/** A whole number within bounds (both included), in the unit that the variable's name gives. */
export function wholeNumber(lowest: number, highest: number) {
  const message = `must be a whole number from ${lowest} to ${highest}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, message),
    v.transform(Number),
    v.minValue(lowest, message),
    v.maxValue(highest, message),
  );
}

/** Names, separated by spaces or commas. */
export const names = v.pipe(
  v.string(),
  v.transform((text) => text.split(/[\s,]+/).filter((name) => name !== '')),
);

/** A switch: `true` or `false`. */
export const flag = v.pipe(
  oneOf(['true', 'false']),
  v.transform((text) => text === 'true'),
);

/**
 * A key, an id or a secret. It goes into HTTP headers, which allow no other characters, and a key with
 * a stray space or newline is a wrong key.
 */
export const credential = v.pipe(
  v.string(),
  v.regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces'),
);
