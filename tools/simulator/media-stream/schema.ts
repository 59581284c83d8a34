import Ajv, { type ValidateFunction } from 'ajv';
import type { FromTwilio, ToTwilio } from './messages';

const text = { type: 'string', minLength: 1 } as const;
const count = { type: 'string', pattern: '^[0-9]+$' } as const;
const sid = (prefix: string) => ({ type: 'string', pattern: `^${prefix}[0-9a-f]{32}$` }) as const;
const base64 = { type: 'string', pattern: '^[A-Za-z0-9+/]+={0,2}$' } as const;
const track = { enum: ['inbound', 'outbound'] } as const;

/** An object of exactly these keys. */
function exactly(properties: Record<string, object>) {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

const fromServer = { streamSid: sid('MZ') };
const numbered = { sequenceNumber: count, ...fromServer };

/** JSON schema of what Twilio sends; see messages.ts. */
export const fromTwilioSchema = {
  oneOf: [
    exactly({ event: { const: 'connected' }, protocol: { const: 'Call' }, version: text }),
    exactly({
      event: { const: 'start' },
      ...numbered,
      start: exactly({
        accountSid: sid('AC'),
        streamSid: sid('MZ'),
        callSid: sid('CA'),
        tracks: { type: 'array', items: track, minItems: 1, uniqueItems: true },
        mediaFormat: exactly({
          encoding: { const: 'audio/x-mulaw' },
          sampleRate: { const: 8000 },
          channels: { const: 1 },
        }),
        customParameters: { type: 'object', additionalProperties: { type: 'string' } },
      }),
    }),
    exactly({
      event: { const: 'media' },
      ...numbered,
      media: exactly({ track, chunk: count, timestamp: count, payload: base64 }),
    }),
    exactly({ event: { const: 'mark' }, ...numbered, mark: exactly({ name: text }) }),
    exactly({
      event: { const: 'dtmf' },
      ...numbered,
      dtmf: exactly({
        track: { const: 'inbound_track' },
        digit: { type: 'string', pattern: '^[0-9A-D*#]$' },
      }),
    }),
    exactly({
      event: { const: 'stop' },
      ...numbered,
      stop: exactly({ accountSid: sid('AC'), callSid: sid('CA') }),
    }),
  ],
};

/** JSON schema of what a media-stream server may send to Twilio; anything else is error 31924. */
export const toTwilioSchema = {
  oneOf: [
    exactly({ event: { const: 'media' }, ...fromServer, media: exactly({ payload: base64 }) }),
    exactly({ event: { const: 'mark' }, ...fromServer, mark: exactly({ name: text }) }),
    exactly({ event: { const: 'clear' }, ...fromServer }),
  ],
};

// These schemas need no checking, and compiling the schema of all schemas takes as long as both. So does
// optimizing what they become, which saves less than a microsecond a frame.
const unchecked = { meta: false, validateSchema: false, code: { optimize: false } };
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, ...unchecked });
const isFromTwilio = ajv.compile<FromTwilio>(fromTwilioSchema);
const isToTwilio = ajv.compile<ToTwilio>(toTwilioSchema);

/** A message, or what is wrong with it. */
export type Read<Message> = { message: Message } | { fault: string };

/** Reads a text frame as Twilio's; for a media-stream server. */
export const readFromTwilio = (frame: string): Read<FromTwilio> => read(frame, isFromTwilio);

/** Reads a text frame as a media-stream server's; for Twilio. */
export const readToTwilio = (frame: string): Read<ToTwilio> => read(frame, isToTwilio);

function read<Message>(frame: string, isMessage: ValidateFunction<Message>): Read<Message> {
  let message: unknown;
  try {
    message = JSON.parse(frame);
  } catch {
    return { fault: `not JSON: ${frame.slice(0, 80)}` };
  }
  return isMessage(message)
    ? { message }
    : { fault: `not a documented message: ${frame.slice(0, 200)}` };
}
