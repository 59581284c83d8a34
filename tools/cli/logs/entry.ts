import * as v from 'valibot';
import type { Nullable } from '../twilio/nullable';

/** What the service writes: one JSON object per line, always with these fields. */
const line = v.looseObject({ level: v.string(), event: v.string() });

/** One line of the service's log. */
export interface Entry {
  readonly sid: string;
  readonly at: Date;
  readonly level: string;
  /** The event, or the whole text of a line that the service did not write itself. */
  readonly event: string;
  readonly callSid: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A log line as Twilio returns it. */
type RawEntry = Nullable<{ sid: string; level: string; message: string; dateCreated: Date }>;

/**
 * Reads a line; if the service did not write it itself, it is kept as text.
 *
 * @param now - the time of a line for which Twilio gives none
 */
export function readEntry({ sid, level, message, dateCreated }: RawEntry, now: Date): Entry {
  const text = message ?? '';
  const result = v.safeParse(line, parseJson(text));
  const base = { sid: sid ?? '', at: dateCreated ?? now };
  if (!result.success) {
    // Twilio's word for the level that the service, like Node's console, calls `warn`.
    const named = level === 'warning' ? 'warn' : (level ?? 'info');
    return { ...base, level: named, event: text.trim(), callSid: undefined, fields: {} };
  }
  const { level: ownLevel, event, callSid, ...fields } = result.output;
  return {
    ...base,
    level: ownLevel,
    event,
    callSid: typeof callSid === 'string' ? callSid : undefined,
    fields,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
