import * as v from 'valibot';

/** What the service writes: one JSON object per line, of which these fields are always there. */
const line = v.looseObject({ level: v.string(), event: v.string() });

/** One line of the service's log. */
export interface Entry {
  readonly sid: string;
  readonly at: Date;
  readonly level: string;
  /** The event of the service's own lines, else the text itself. */
  readonly event: string;
  readonly callSid: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A log line as Twilio gives it. */
interface RawEntry {
  readonly sid: string;
  readonly level: string;
  readonly message: string;
  readonly dateCreated: Date;
}

/** Reads a line; one that the service did not write itself is kept as text. */
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
