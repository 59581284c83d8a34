import * as v from 'valibot';
import { readAsappConfig } from '../asapp/config';
import { readClerkConfig } from '../clerk/config';
import { NotConfiguredError } from '../http/errors';
import type { Invocation } from '../runtime/function';
import { logFailure } from '../runtime/log';
import { isStreamUrl } from '../runtime/stream-url';
import { type Environment, oneOf, type Parsed, readVariables } from '../runtime/variables';
import { NO_AGENT } from '../voice/agent-share';
import { type Call, hasCallSid } from '../voice/call';
import { type CallContext, emptyContext } from '../voice/call-context';
import { clerk } from './clerk';
import { generativeAgent } from './generative-agent';
import { mediaStream } from './media-stream';
import { type VoiceAgent, withoutRecord } from './voice-agent';

const NAMES = ['asapp', 'clerk'] as const;

/** An agent that we know by name, none, or any media-stream server by its URL. */
type AgentName = (typeof NAMES)[number] | typeof NO_AGENT | `wss://${string}`;

const isName = (text: unknown) => NAMES.some((name) => name === text);

export const VOICE_AGENT_VARIABLES = {
  VOICE_AGENT: v.optional(
    v.custom<AgentName>(
      (text) => isName(text) || isStreamUrl(String(text)),
      'must be asapp, clerk or a wss URL without a query',
    ),
  ),
};

/**
 * The voice agent of a call: the one that its URL names (`voiceAgent`), else `VOICE_AGENT`, else ASAPP.
 * A URL can name an agent but never a server: what a flow puts into URLs may come from callers, and
 * must not be able to send their audio to a stranger.
 *
 * One is always selected. If a key is missing, the operation that needs it fails, as it would if the
 * agent could not be reached.
 */
export function selectAgent(
  environment: Environment,
  { voiceAgent }: Pick<Call, 'voiceAgent'>,
): Parsed<VoiceAgent> {
  const name = agentName(environment, { voiceAgent });
  const { value, problems } = agentCalled(name.value, environment);
  return { value, problems: [...name.problems, ...problems] };
}

/** Which voice agent a call has. */
export function agentName(
  environment: Environment,
  { voiceAgent }: Pick<Call, 'voiceAgent'>,
): Parsed<AgentName> {
  if (voiceAgent === NO_AGENT) return { value: NO_AGENT, problems: [] };
  const named = readVariables({ voiceAgent }, { voiceAgent: v.optional(oneOf(NAMES)) });
  const configured = readVariables(environment, VOICE_AGENT_VARIABLES);
  return {
    value: named.value.voiceAgent ?? configured.value.VOICE_AGENT ?? 'asapp',
    problems: [...named.problems, ...configured.problems],
  };
}

function agentCalled(name: AgentName, environment: Environment): Parsed<VoiceAgent> {
  switch (name) {
    case 'asapp': {
      const { value, problems } = readAsappConfig(environment);
      return { value: generativeAgent(value), problems };
    }
    case 'clerk': {
      const { value, problems } = readClerkConfig(environment);
      return { value: clerk(value), problems };
    }
    case NO_AGENT:
      return { value: noAgent, problems: [] };
    default:
      return { value: mediaStream(name), problems: [] };
  }
}

const noAgent: VoiceAgent = {
  connect: () => Promise.reject(new NotConfiguredError('voice agent')),
  ...withoutRecord,
};

/** What the agent of a call learned. If that cannot be read, the hand-off continues without it. */
export async function recallContext(
  { environment, log, deadline }: Pick<Invocation, 'environment' | 'log' | 'deadline'>,
  call: Call,
): Promise<CallContext> {
  const nothing = emptyContext(call.callSid);
  if (!hasCallSid(call)) return nothing;
  try {
    return (await selectAgent(environment, call).value.recall(call, deadline)) ?? nothing;
  } catch (error) {
    logFailure(log, 'context-unknown', error);
    return nothing;
  }
}
