import * as v from 'valibot';
import { webUrl } from '../runtime/host-url';
import {
  credential,
  type Environment,
  flag,
  isSet,
  names,
  oneOf,
  type Parsed,
  readVariables,
  wholeNumber,
} from '../runtime/variables';
import { type Destinations, readDestinations } from '../voice/destinations';
import { type OpeningHours, readOpeningHours } from '../voice/opening-hours-config';
import { type Recording, readRecording } from '../voice/recording';
import { readSpeech, type Speech, spokenTextOrOff } from '../voice/speech';
import { readStudioWebhook } from '../voice/studio';

const callerId = v.pipe(
  v.string(),
  v.regex(
    /^(\+[1-9]\d{6,14}|client:[\x21-\x7e]{1,256})$/,
    'must be a number in E.164 (+ and digits) or client:name',
  ),
);

const workflowSid = v.pipe(
  v.string(),
  v.regex(/^WW[0-9a-f]{32}$/i, 'must be the SID of a TaskRouter workflow (WW…)'),
);

const key = v.pipe(v.string(), v.regex(/^[0-9*#]$/, 'must be one key of a phone: 0 to 9, * or #'));

export const HAND_OFF_VARIABLES = {
  CALLER_ID: v.optional(callerId),
  RING_SECONDS: v.optional(wholeNumber(5, 600)),
  QUEUE_SECONDS: v.optional(wholeNumber(10, 14_400)),
  WHISPER: v.optional(oneOf(['on', 'off'])),
  WHISPER_VARIABLES: v.optional(names),
  WHISPER_ACCEPT: v.optional(flag),
  VOICEMAIL_CALLBACK_URL: v.optional(webUrl),
  VOICEMAIL_CALLER: v.optional(flag),
  VOICEMAIL_WORKFLOW: v.optional(workflowSid),
  CALLBACK_WORKFLOW: v.optional(workflowSid),
  CALLBACK_KEY: v.optional(key),
  RESUME_INTERRUPTED: v.optional(flag),
  CLOSED_MESSAGE: v.optional(spokenTextOrOff),
  GOODBYE: v.optional(spokenTextOrOff),
  APOLOGY: v.optional(spokenTextOrOff),
  VOICEMAIL_PROMPT: v.optional(spokenTextOrOff),
  HOLD_MUSIC_URL: v.optional(webUrl),
  SIP_USERNAME: v.optional(credential),
  SIP_PASSWORD: v.optional(credential),
};

/** How long a caller has been in a queue when a callback is first offered. */
export const SECONDS_BEFORE_CALLBACK = 30;

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
  /** The workflow whose tasks are the voicemails; undefined if a webhook gets them instead. */
  readonly voicemailWorkflow: string | undefined;
  /** Whoever waits in a queue can press the key to be called back; the workflow gets the task. */
  readonly callback: { readonly workflowSid: string; readonly key: string } | undefined;
  /** Whether an interrupted call goes back to the agent once, before the fallback chain. */
  readonly resumeInterrupted: boolean;
  readonly openingHours: OpeningHours | undefined;
  /** What callers hear instead of the words that say when people are there again. */
  readonly closedMessage: string | undefined;
  /** Played to callers in a queue instead of the service's own music. */
  readonly holdMusicUrl: string | undefined;
  /** The webhook of any Studio Flow; undefined in the US. */
  readonly studioWebhookUrl: string | undefined;
  /** What SIP destinations ask for. */
  readonly sipCredentials: SipCredentials | undefined;
  /** Undefined if nothing is recorded. */
  readonly recording: Recording | undefined;
}

interface SipCredentials {
  readonly username: string;
  readonly password: string;
}

/** What is missing or bad has a default, so that a call can always be handed off. */
export function readHandOffConfig(environment: Environment): Parsed<HandOffConfig> {
  const { value: values, problems } = readVariables(environment, HAND_OFF_VARIABLES);
  const destinations = readDestinations(environment);
  const speech = readSpeech(environment);
  const { messages } = speech.value;
  const openingHours = readOpeningHours(environment);
  const studioWebhook = readStudioWebhook(environment);
  const { SIP_USERNAME: username, SIP_PASSWORD: password } = values;
  const recording = readRecording(environment);
  return {
    value: {
      destinations: destinations.value,
      speech: {
        ...speech.value,
        messages: {
          ...messages,
          goodbye: values.GOODBYE ?? messages.goodbye,
          apology: values.APOLOGY ?? messages.apology,
          voicemailPrompt: values.VOICEMAIL_PROMPT ?? messages.voicemailPrompt,
        },
      },
      callerId: values.CALLER_ID,
      ringSeconds: values.RING_SECONDS ?? 20,
      queueSeconds: values.QUEUE_SECONDS ?? 120,
      whispers: values.WHISPER !== 'off',
      whisperVariables: values.WHISPER_VARIABLES ?? [],
      whisperAccept: values.WHISPER_ACCEPT ?? false,
      voicemailCallbackUrl: values.VOICEMAIL_CALLBACK_URL,
      voicemailCaller: values.VOICEMAIL_CALLER ?? true,
      voicemailWorkflow: values.VOICEMAIL_CALLBACK_URL ? undefined : values.VOICEMAIL_WORKFLOW,
      callback: values.CALLBACK_WORKFLOW
        ? { workflowSid: values.CALLBACK_WORKFLOW, key: values.CALLBACK_KEY ?? '1' }
        : undefined,
      resumeInterrupted: values.RESUME_INTERRUPTED ?? false,
      openingHours: openingHours.value,
      closedMessage: values.CLOSED_MESSAGE,
      holdMusicUrl: values.HOLD_MUSIC_URL,
      studioWebhookUrl: studioWebhook.value,
      sipCredentials: username && password ? { username, password } : undefined,
      recording: recording.value,
    },
    problems: [
      ...problems,
      ...withoutEffect(values),
      ...destinations.problems,
      ...speech.problems,
      ...openingHours.problems,
      ...studioWebhook.problems,
      ...(username && !isSet(environment, 'SIP_PASSWORD') ? ['SIP_PASSWORD is missing'] : []),
      ...(password && !isSet(environment, 'SIP_USERNAME') ? ['SIP_USERNAME is missing'] : []),
      ...recording.problems,
    ],
  };
}

type Values = Readonly<
  Record<'VOICEMAIL_CALLBACK_URL' | 'VOICEMAIL_WORKFLOW' | 'CALLBACK_WORKFLOW', string | undefined>
> & { readonly QUEUE_SECONDS: number | undefined };

/** Good values that nothing uses, because of another variable. */
function withoutEffect(values: Values): string[] {
  const problems: string[] = [];
  if (values.VOICEMAIL_CALLBACK_URL && values.VOICEMAIL_WORKFLOW) {
    problems.push('VOICEMAIL_WORKFLOW has no effect: VOICEMAIL_CALLBACK_URL gets the voicemails');
  }
  const { QUEUE_SECONDS: wait } = values;
  if (values.CALLBACK_WORKFLOW && wait !== undefined && wait <= SECONDS_BEFORE_CALLBACK) {
    const seconds = `${SECONDS_BEFORE_CALLBACK} seconds`;
    problems.push(`CALLBACK_WORKFLOW has no effect: QUEUE_SECONDS must be more than ${seconds}`);
  }
  return problems;
}
