/**
 * What Twilio's runtime passes to a function: query and body merged, the body winning. Repeated or
 * nested parameters arrive as arrays and objects, so a value is `unknown` until it has been read.
 */
export type FunctionEvent = Readonly<Record<string, unknown>>;

/** A parameter that came exactly once and as text, trimmed; else undefined. */
export function parameter(event: FunctionEvent, name: string): string | undefined {
  const value = Object.hasOwn(event, name) ? event[name] : undefined;
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

const SID = /^[A-Z]{2}[0-9a-f]{32}$/i;

/** A parameter that is a SID of the given kind, for instance `CA` for a call; else undefined. */
export function sid(event: FunctionEvent, name: string, prefix: string): string | undefined {
  const value = parameter(event, name);
  return value && SID.test(value) && value.startsWith(prefix) ? value : undefined;
}
