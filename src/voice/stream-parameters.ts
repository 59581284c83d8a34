import type { FunctionEvent } from '../runtime/event';
import { partyParameter } from './parties';
import { isXmlText } from './xml-text';

/** The parameters of `/engage` that are for the service itself. */
const RESERVED = new Set([
  'voiceAgentMode',
  'voiceAgent',
  'flowSid',
  'engagement',
  'resumed',
  'recording',
  'line',
  'callSid',
  'request',
  'isOpen',
  'opensAt',
]);

/** Twilio: name and value of one `<Parameter>` must have fewer than 500 characters together. */
const FEWER_THAN_CHARACTERS = 500;
/**
 * All parameters together: Twilio takes a document of 64 kB (error 11750), in which one character can
 * become six (`&quot;`), and each parameter has an element around it.
 */
const ALL_CHARACTERS = 9_000;
const ELEMENT_CHARACTERS = 30;

export interface StreamParameters {
  /** By name, in the order in which they go to the stream. */
  readonly values: Readonly<Record<string, string>>;
  /** The names of those left out: reserved, not a single text, too long, too many, or not XML text. */
  readonly leftOut: readonly string[];
}

/** An input variable whose value is one of Twilio's parameters. */
export interface InputVariable {
  /** What the agent calls it, for instance `callerNumber`. */
  readonly name: string;
  /** What Twilio calls it, for instance `From`. */
  readonly source: string;
}

/**
 * Chooses what goes to the agent's stream: `customerId`, `taskName`, the configured input variables, what
 * the service tells, and each other parameter of the URL that begins with a lower-case letter (Twilio's begin with an
 * upper-case one). A parameter of the URL wins over a configured variable of the same name. What
 * does not fit is left out whole: half a value is a wrong value.
 *
 * @param own - what the service itself tells the agent; no parameter of the URL has such a name
 */
export function readStreamParameters(
  event: FunctionEvent,
  inputVariables: readonly InputVariable[],
  own: Readonly<Record<string, string>> = {},
): StreamParameters {
  const candidates = new Map<string, unknown>();
  for (const name of ['customerId', 'taskName']) candidates.set(name, undefined); // they come first
  for (const { name, source } of inputVariables) {
    candidates.set(name, partyParameter(event, source));
  }
  for (const [name, value] of Object.entries(own)) candidates.set(name, value);
  for (const [name, value] of Object.entries(event)) {
    if (/^[a-z]/.test(name) && !RESERVED.has(name) && value !== '') candidates.set(name, value);
  }

  const values: Record<string, string> = {};
  const leftOut: string[] = [];
  let used = 0;
  for (const [name, value] of candidates) {
    if (value === undefined) continue;
    const cost = characters(name) + characters(value) + ELEMENT_CHARACTERS;
    if (typeof value === 'string' && isAllowed(name, value) && used + cost <= ALL_CHARACTERS) {
      values[name] = value;
      used += cost;
    } else leftOut.push(name);
  }
  return { values, leftOut };
}

function isAllowed(name: string, value: string): boolean {
  return (
    !/^asapp_/i.test(name) && // ASAPP's own names, such as asapp_callTransferId
    characters(name) + characters(value) < FEWER_THAN_CHARACTERS &&
    isXmlText(name) &&
    isXmlText(value)
  );
}

/** Twilio does not say how it counts (assumption 16); UTF-16 units are never fewer than code points. */
function characters(text: unknown): number {
  return typeof text === 'string' ? text.length : 0;
}
