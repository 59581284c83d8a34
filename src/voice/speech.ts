import '@twilio-labs/serverless-runtime-types';
import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import * as v from 'valibot';
import { twiml } from '../runtime/answer';
import { type Environment, type Parsed, readVariables } from '../runtime/variables';
import { MESSAGES, type MessageLanguage, type Messages } from './messages';
import { isXmlText, toXmlText } from './xml-text';

/** How this service speaks, and its texts. */
export interface Speech {
  /** Twilio's `voice`; the account's setting applies if absent. */
  readonly voice: string | undefined;
  /** Twilio's `language`, for instance `es-MX`; the account's setting applies if absent. */
  readonly language: string | undefined;
  readonly messages: Messages;
}

/** Spoken text: Twilio's safest limit of one `<Say>` is 1000 characters. */
export const spokenText = v.pipe(
  v.string(),
  v.maxLength(1000, 'must be at most 1000 characters long'),
  v.check(isXmlText, 'must not contain control characters'),
);

/** The same, or `off`, which is read as an empty text: nothing is said. */
export const spokenTextOrOff = v.pipe(
  spokenText,
  v.transform((text) => (/^off$/i.test(text) ? '' : text)),
);

const languages = Object.keys(MESSAGES);

function isMessageLanguage(text: string): text is MessageLanguage {
  return languages.includes(text);
}

const primary = (tag: string) => tag.split('-')[0]?.toLowerCase() ?? '';

export const SPEECH_VARIABLES = {
  SAY_VOICE: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^(man|woman|(Polly|Google)\.[A-Za-z0-9-]{2,60})$/,
        'must be man, woman, or a name such as Polly.Joanna-Neural or Google.en-US-Neural2-C',
      ),
    ),
  ),
  SAY_LANGUAGE: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, 'must be a language tag such as en-US'),
      v.check(
        (tag) => isMessageLanguage(primary(tag)),
        `must begin with a language that has texts: ${languages.join(', ')}`,
      ),
    ),
  ),
};

export function readSpeech(environment: Environment): Parsed<Speech> {
  const { value: values, problems } = readVariables(environment, SPEECH_VARIABLES);
  const language = primary(values.SAY_LANGUAGE ?? 'en');
  const messages = isMessageLanguage(language) ? MESSAGES[language] : MESSAGES.en;
  return {
    value: { voice: values.SAY_VOICE, language: values.SAY_LANGUAGE, messages },
    problems,
  };
}

/** What can speak: a `VoiceResponse`, or a `<Gather>` in one. */
interface Speaker {
  say(attributes: { voice?: never; language?: never }, text: string): unknown;
}

/** Adds a `<Say>` in the configured voice and language; nothing for an empty text. */
export function say(speaker: Speaker, speech: Speech, text: string): void {
  if (text === '') return;
  const attributes = {
    ...(speech.voice && { voice: speech.voice }),
    ...(speech.language && { language: speech.language }),
  };
  // Safe: the library's types list the voices of its release; Twilio's list is open.
  speaker.say(attributes as { voice?: never; language?: never }, toXmlText(text));
}

/**
 * Ends a call with spoken words.
 *
 * @param response - a document that has begun already
 */
export function sayGoodbye(
  speech: Speech,
  text: string,
  response: VoiceResponse = new Twilio.twiml.VoiceResponse(),
): TwilioResponse {
  say(response, speech, text);
  response.hangup();
  return twiml(response);
}

/** Fills the `{…}` placeholders of a message. */
export function fill(message: string, values: Readonly<Record<string, string>>): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

export type VoiceResponse = InstanceType<typeof Twilio.twiml.VoiceResponse>;
