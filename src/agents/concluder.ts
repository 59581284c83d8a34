import { readAsappConfig } from '../asapp/config';
import type { Environment, Reading } from '../runtime/variables';
import { isOver } from '../voice/call';
import type { Concluder } from './agent';
import { generativeAgentConcluder } from './generative-agent/conclude';
import { type AgentChoice, readVoiceAgent } from './voice-agent';

/** The way to learn what the voice agent of a call decided; undefined where it is not configured. */
export function readConcluder(
  environment: Environment,
  call: AgentChoice,
): Reading<Concluder | undefined> {
  const agent = readVoiceAgent(environment, call);
  if (agent.values !== 'asapp') return { values: concludeByStream, faults: agent.faults };
  const { values: config, faults } = readAsappConfig(environment);
  const values = config && generativeAgentConcluder(config);
  return { values, faults: [...agent.faults, ...faults] };
}

/** Only ASAPP keeps a record. Elsewhere a stream that ended before the caller left was completed. */
const concludeByStream: Concluder = async (call) => ({
  outcome: isOver(call) ? 'caller-hung-up' : 'completed',
});
