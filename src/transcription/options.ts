import * as v from 'valibot';
import { REDACTIONS, type TrackMap, type TranscriptionOptions } from '../asapp/transcription';
import { type Environment, flag, oneOf, type Parsed, readVariables } from '../runtime/variables';

const USUAL = 'inbound=customer outbound=agent';
const SWAPPED = 'inbound=agent outbound=customer';

const trackMap = v.pipe(
  v.string(),
  v.transform((text) =>
    text
      .split(/[\s,]+/)
      .sort()
      .join(' '),
  ),
  v.picklist([USUAL, SWAPPED], `must be ${USUAL}, or ${SWAPPED}`),
  v.transform(
    (text): TrackMap =>
      text === USUAL
        ? { inbound: 'customer', outbound: 'agent' }
        : { inbound: 'agent', outbound: 'customer' },
  ),
);

const language = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'must be a language tag such as en-US'),
);

/** The options, by their names as parameters of a request. */
const PARAMETERS = {
  language: v.optional(language),
  redaction: v.optional(oneOf(REDACTIONS)),
  detailedTokens: v.optional(flag),
  trackMap: v.optional(trackMap),
  audioRecording: v.optional(flag),
};

export const TRANSCRIBE_VARIABLES = {
  TRANSCRIBE_HAND_OFF: v.optional(flag),
  TRANSCRIBE_LANGUAGE: PARAMETERS.language,
  TRANSCRIBE_REDACTION: PARAMETERS.redaction,
  TRANSCRIBE_DETAILED_TOKENS: PARAMETERS.detailedTokens,
  TRANSCRIBE_TRACK_MAP: PARAMETERS.trackMap,
  TRANSCRIBE_AUDIO_RECORDING: PARAMETERS.audioRecording,
};

/**
 * How a call is transcribed: each option from the request's parameter, else from its variable. A bad
 * option is left out, and so is one for which ASAPP would refuse the whole request.
 */
export function readTranscriptionOptions(
  environment: Environment,
  parameters: Readonly<Record<string, unknown>>,
): Parsed<TranscriptionOptions> {
  const requested = readVariables(parameters, PARAMETERS);
  const { value: values, problems } = readVariables(environment, TRANSCRIBE_VARIABLES);
  const redaction = requested.value.redaction ?? values.TRANSCRIBE_REDACTION;
  const wantsTokens = requested.value.detailedTokens ?? values.TRANSCRIBE_DETAILED_TOKENS;
  const isRefused = wantsTokens === true && redaction !== 'unredacted';
  const conflict =
    'TRANSCRIBE_DETAILED_TOKENS can only be true with TRANSCRIBE_REDACTION=unredacted';
  return {
    value: {
      language: requested.value.language ?? values.TRANSCRIBE_LANGUAGE,
      redaction,
      detailedTokens: isRefused ? undefined : wantsTokens,
      trackMap: requested.value.trackMap ?? values.TRANSCRIBE_TRACK_MAP,
      audioRecording: requested.value.audioRecording ?? values.TRANSCRIBE_AUDIO_RECORDING,
    },
    problems: [...requested.problems, ...problems, ...(isRefused ? [conflict] : [])],
  };
}

/** Whether the conversation with a person is transcribed after a hand-off. */
export function readTranscribeHandOff(environment: Environment): Parsed<boolean> {
  const { TRANSCRIBE_HAND_OFF } = TRANSCRIBE_VARIABLES;
  const { value: values, problems } = readVariables(environment, { TRANSCRIBE_HAND_OFF });
  return { value: values.TRANSCRIBE_HAND_OFF ?? false, problems };
}
