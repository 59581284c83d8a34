import * as v from 'valibot';
import { type FunctionEvent, parameter } from './event';
import { type Environment, names, type Parsed, readVariables } from './variables';

export const CLIENT_VARIABLES = { CLIENT_PARAMETERS: v.optional(names) };

/**
 * The event of a function at which a call begins, without what the caller's own device has put into it.
 * A Voice SDK app passes parameters of its choice, which arrive in Twilio's signed body and win over
 * those of the URL. Only the names in `CLIENT_PARAMETERS` are kept. Nothing tells a parameter of the URL
 * from one of the body, so this holds for both.
 */
export function withoutClientParameters(
  event: FunctionEvent,
  environment: Environment,
): Parsed<FunctionEvent> {
  if (!/^client:/i.test(parameter(event, 'From') ?? '')) return { value: event, problems: [] };
  const { value, problems } = readVariables(environment, CLIENT_VARIABLES);
  // Twilio's own names begin with an upper-case letter; `request` is the runtime's. Without the `resumed`
  // of our own URL, a call whose stream keeps breaking would go back to the agent forever. A `recording`
  // that is not ours names another call, and is ignored.
  const kept = new Set(['request', 'resumed', 'recording', ...(value.CLIENT_PARAMETERS ?? [])]);
  const isKept = ([name]: [string, unknown]) => /^[A-Z]/.test(name) || kept.has(name);
  return { value: Object.fromEntries(Object.entries(event).filter(isKept)), problems };
}
