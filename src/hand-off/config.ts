import * as v from 'valibot';
import { webUrl } from '../runtime/host-url';
import {
  type Environment,
  flag,
  names,
  oneOf,
  type Parsed,
  readVariables,
  wholeNumber,
} from '../runtime/variables';
import { type Destinations, readDestinations } from '../voice/destinations';
import { spokenText } from '../voice/engage-config';
import { type OpeningHours, readOpeningHours } from '../voice/opening-hours-config';
import { readSpeech, type Speech } from '../voice/speech';

const callerId = v.pipe(
  v.string(),
  v.regex(
    /^(\+[1-9]\d{6,14}|client:[\x21-\x7e]{1,256})$/,
    'must be a number in E.164 (+ and digits) or client:name',
  ),
);

export const HAND_OFF_VARIABLES = {
  CALLER_ID: v.optional(callerId),
  RING_SECONDS: v.optional(wholeNumber(5, 600)),
  QUEUE_SECONDS: v.optional(wholeNumber(10, 14_400)),
  WHISPER: v.optional(oneOf(['on', 'off'])),
  WHISPER_VARIABLES: v.optional(names),
  WHISPER_ACCEPT: v.optional(flag),
  VOICEMAIL_CALLBACK_URL: v.optional(webUrl),
  VOICEMAIL_CALLER: v.optional(flag),
  RESUME_INTERRUPTED: v.optional(flag),
  CLOSED_MESSAGE: v.optional(spokenText),
};

/** How calls are handed off. */
export interface HandOffConfig {
  readonly destinations: Destinations;
  readonly speech: Speech;
  /** What the person who is called sees; by default Twilio shows the caller's own number. */
  readonly callerId: string | undefined;
  readonly ringSeconds: number;
  readonly queueSeconds: number;
  /** Whether a person hears what the call is about before the caller is bridged, and may be asked to take it. */
  readonly whispers: boolean;
  /** The variables that a person hears before the caller is bridged. */
  readonly whisperVariables: readonly string[];
  /** Whether that person must press 1 to take the call. */
  readonly whisperAccept: boolean;
  /** Gets Twilio's recording callback of each voicemail. */
  readonly voicemailCallbackUrl: string | undefined;
  /** Whether that callback gets the caller's number. */
  readonly voicemailCaller: boolean;
  /** Whether an interrupted call goes back to the agent once, before the fallback chain. */
  readonly resumeInterrupted: boolean;
  readonly openingHours: OpeningHours | undefined;
  /** What callers hear instead of the words that say when people are there again. */
  readonly closedMessage: string | undefined;
}

/** What is missing or bad has a default, so that a call can always be handed off. */
export function readHandOffConfig(environment: Environment): Parsed<HandOffConfig> {
  const { value: values, problems } = readVariables(environment, HAND_OFF_VARIABLES);
  const destinations = readDestinations(environment);
  const speech = readSpeech(environment);
  const openingHours = readOpeningHours(environment);
  return {
    value: {
      destinations: destinations.value,
      speech: speech.value,
      callerId: values.CALLER_ID,
      ringSeconds: values.RING_SECONDS ?? 20,
      queueSeconds: values.QUEUE_SECONDS ?? 120,
      whispers: values.WHISPER !== 'off',
      whisperVariables: values.WHISPER_VARIABLES ?? [],
      whisperAccept: values.WHISPER_ACCEPT ?? false,
      voicemailCallbackUrl: values.VOICEMAIL_CALLBACK_URL,
      voicemailCaller: values.VOICEMAIL_CALLER ?? true,
      resumeInterrupted: values.RESUME_INTERRUPTED ?? false,
      openingHours: openingHours.value,
      closedMessage: values.CLOSED_MESSAGE,
    },
    problems: [...problems, ...destinations.problems, ...speech.problems, ...openingHours.problems],
  };
}
