import * as v from 'valibot';

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
interface RawEntry {
  readonly sid: string;
  readonly level: string;
  readonly message: string;
  readonly dateCreated: Date;
}

/** Reads a line; if the service did not write it itself, it is kept as text. */
export function readEntry({ sid, level, message, dateCreated }: RawEntry): Entry {
  const result = v.safeParse(line, parseJson(message));
  const base = { sid, at: new Date(dateCreated) };
  if (!result.success) {
    return { ...base, level, event: message.trim(), callSid: undefined, fields: {} };
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
