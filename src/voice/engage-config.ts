import * as v from 'valibot';
import { type Environment, type Parsed, readVariables } from '../runtime/variables';
import { type OpeningHours, readOpeningHours } from './opening-hours-config';
import { type Recording, readRecording } from './recording';
import { readSpeech, type Speech, spokenText } from './speech';
import type { InputVariable } from './stream-parameters';
import { readStudioWebhook } from './studio';

/** `callerNumber=From callerCity=FromCity`: the agent's name for each of Twilio's parameters. */
const inputVariables = v.pipe(
  v.string(),
  v.regex(
    /^[a-z]\w*=[A-Z]\w*([\s,]+[a-z]\w*=[A-Z]\w*)*$/,
    'must be pairs such as callerNumber=From: a name that starts with a lowercase letter, then Twilio’s parameter',
  ),
  v.transform((text): InputVariable[] =>
    text.split(/[\s,]+/).map((pair) => {
      const [name = '', source = ''] = pair.split('=');
      return { name, source };
    }),
  ),
);

export const ENGAGE_VARIABLES = {
  INPUT_VARIABLES: v.optional(inputVariables),
  GREETING: v.optional(spokenText),
};

/** How `/engage` begins a call. */
export interface EngageConfig {
  readonly inputVariables: readonly InputVariable[];
  /** Spoken before the agent is connected for the first time. */
  readonly greeting: string | undefined;
  readonly speech: Speech;
  readonly openingHours: OpeningHours | undefined;
  /** Undefined if nothing is recorded. */
  readonly recording: Recording | undefined;
}

export function readEngageConfig(environment: Environment): Parsed<EngageConfig> {
  const { value, problems } = readVariables(environment, ENGAGE_VARIABLES);
  const speech = readSpeech(environment);
  const openingHours = readOpeningHours(environment);
  const recording = readRecording(environment);
  return {
    value: {
      inputVariables: value.INPUT_VARIABLES ?? [],
      greeting: value.GREETING,
      speech: speech.value,
      openingHours: openingHours.value,
      recording: recording.value,
    },
    problems: [
      ...problems,
      ...speech.problems,
      ...openingHours.problems,
      ...recording.problems,
      ...readStudioWebhook(environment).problems,
    ],
  };
}
