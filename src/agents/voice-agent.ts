import * as v from 'valibot';
import { isStreamUrl } from '../runtime/stream-url';
import { type Environment, oneOf, type Parsed, readVariables } from '../runtime/variables';
import type { Call } from '../voice/call';

const NAMES = ['asapp', 'clerk'] as const;

/** Who takes a call: an agent that we know by name, or any media-stream server by its URL. */
export type VoiceAgent = (typeof NAMES)[number] | `wss://${string}`;

const isName = (text: unknown) => NAMES.some((name) => name === text);

export const VOICE_AGENT_VARIABLES = {
  VOICE_AGENT: v.optional(
    v.custom<VoiceAgent>(
      (text) => isName(text) || isStreamUrl(String(text)),
      'must be asapp, clerk or a wss URL without a query',
    ),
  ),
};

/** All of a call that decides who takes it. */
export type AgentChoice = Pick<Call, 'voiceAgent'>;

/**
 * The voice agent of a call: the one that its URL names (`voiceAgent`), else `VOICE_AGENT`, else
 * ASAPP. A URL can name an agent and never give a server: what a flow puts into URLs may come from
 * callers, and must not be able to send their audio to a stranger.
 */
export function readVoiceAgent(
  environment: Environment,
  { voiceAgent }: AgentChoice,
): Parsed<VoiceAgent> {
  const asked = readVariables({ voiceAgent }, { voiceAgent: v.optional(oneOf(NAMES)) });
  const { value: values, problems } = readVariables(environment, VOICE_AGENT_VARIABLES);
  return {
    value: asked.value.voiceAgent ?? values.VOICE_AGENT ?? 'asapp',
    problems: [...asked.problems, ...problems],
  };
}
