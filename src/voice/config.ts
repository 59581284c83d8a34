import * as v from 'valibot';
import { type Environment, readVariables } from '../runtime/variables';
import type { InputVariable } from './stream-parameters';
import { isXmlText } from './xml-text';

/** `callerNumber=From callerCity=FromCity`: names for the agent, each from a parameter of Twilio's. */
const inputVariables = v.pipe(
  v.string(),
  v.regex(
    /^[a-z]\w*=[A-Z]\w*([\s,]+[a-z]\w*=[A-Z]\w*)*$/,
    'must be pairs such as callerNumber=From, the name in lower case first, Twilio’s parameter after it',
  ),
  v.transform((text): InputVariable[] =>
    text.split(/[\s,]+/).map((pair) => {
      const [name = '', source = ''] = pair.split('=');
      return { name, source };
    }),
  ),
);

/** Spoken text: Twilio's safest limit of one `<Say>` is 1000 characters. */
const spokenText = v.pipe(
  v.string(),
  v.maxLength(1000, 'must have at most 1000 characters'),
  v.check(isXmlText, 'must have no control characters'),
);

export const ENGAGE_VARIABLES = {
  INPUT_VARIABLES: v.optional(inputVariables),
  GREETING: v.optional(spokenText),
};

/** What `/engage` is told about a call's beginning. */
export interface EngageConfig {
  readonly inputVariables: readonly InputVariable[];
  /** Spoken before the agent is connected for the first time. */
  readonly greeting: string | undefined;
}

export function readEngageConfig(environment: Environment) {
  const { value: values, problems } = readVariables(environment, ENGAGE_VARIABLES);
  const config: EngageConfig = {
    inputVariables: values.INPUT_VARIABLES ?? [],
    greeting: values.GREETING,
  };
  return { value: config, problems };
}
