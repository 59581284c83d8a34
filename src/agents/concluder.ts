import { readAsappConfig } from '../asapp/config';
import type { Environment, Parsed } from '../runtime/variables';
import { isOver } from '../voice/call';
import type { Concluder } from './agent';
import { generativeAgentConcluder } from './generative-agent/conclude';
import { type AgentChoice, readVoiceAgent } from './voice-agent';

/** The way to learn what the voice agent of a call decided; undefined where it is not configured. */
export function readConcluder(
  environment: Environment,
  call: AgentChoice,
): Parsed<Concluder | undefined> {
  const agent = readVoiceAgent(environment, call);
  if (agent.value !== 'asapp') return { value: concludeByStream, problems: agent.problems };
  const { value: config, problems } = readAsappConfig(environment);
  const values = config && generativeAgentConcluder(config);
  return { value: values, problems: [...agent.problems, ...problems] };
}

/** Only ASAPP keeps a record. Elsewhere a stream that ended before the caller left was completed. */
const concludeByStream: Concluder = async (call) => ({
  outcome: isOver(call) ? 'caller-hung-up' : 'completed',
});
