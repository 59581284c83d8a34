import * as v from 'valibot';
import { hostUrl } from '../runtime/host-url';
import {
  credential,
  type Environment,
  oneOf,
  type Parsed,
  readVariables,
} from '../runtime/variables';

/** `cascade`: speech to text, language model, text to speech; `s2s`: speech to speech. */
export const VOICE_AGENT_MODES = ['cascade', 's2s'] as const;
export type VoiceAgentMode = (typeof VOICE_AGENT_MODES)[number];

export const ASAPP_VARIABLES = {
  ASAPP_API_HOST: hostUrl,
  ASAPP_API_ID: credential,
  ASAPP_API_SECRET: credential,
  ASAPP_VOICE_AGENT_MODE: v.optional(oneOf(VOICE_AGENT_MODES)),
};

/** How to reach ASAPP. If it exists, it is complete and well-formed. */
export interface AsappConfig {
  /** For instance `https://api.asapp.com`. */
  readonly origin: string;
  readonly apiId: string;
  readonly apiSecret: string;
  /** The mode of a call that does not name one; ASAPP's default if absent. */
  readonly voiceAgentMode?: VoiceAgentMode | undefined;
}

/** Reads ASAPP's variables; undefined if a required one is missing or bad. */
export function readAsappConfig(environment: Environment): Parsed<AsappConfig | undefined> {
  const { value: values, problems } = readVariables(environment, ASAPP_VARIABLES);
  const { ASAPP_API_HOST: origin, ASAPP_API_ID: apiId, ASAPP_API_SECRET: apiSecret } = values;
  if (!origin || !apiId || !apiSecret) return { value: undefined, problems };
  return {
    value: { origin, apiId, apiSecret, voiceAgentMode: values.ASAPP_VOICE_AGENT_MODE },
    problems,
  };
}
