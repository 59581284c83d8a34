import { readAsappConfig } from '../asapp/config';
import { readClerkConfig } from '../clerk/config';
import type { Environment, Reading } from '../runtime/variables';
import type { Connector } from './agent';
import { clerkConnector } from './clerk/connect';
import { generativeAgentConnector } from './generative-agent/connect';
import { mediaStreamConnector } from './media-stream/connect';
import { type AgentChoice, readVoiceAgent, type VoiceAgent } from './voice-agent';

/** The way to the voice agent of a call; undefined where its configuration is not complete. */
export function readConnector(
  environment: Environment,
  call: AgentChoice,
): Reading<Connector | undefined> {
  const agent = readVoiceAgent(environment, call);
  const { values, faults } = connectorOf(agent.values, environment);
  return { values, faults: [...agent.faults, ...faults] };
}

function connectorOf(agent: VoiceAgent, environment: Environment): Reading<Connector | undefined> {
  if (agent === 'asapp') {
    const { values: config, faults } = readAsappConfig(environment);
    return { values: config && generativeAgentConnector(config), faults };
  }
  if (agent === 'clerk') {
    const { values: config, faults } = readClerkConfig(environment);
    return { values: config && clerkConnector(config), faults };
  }
  return { values: mediaStreamConnector(agent), faults: [] };
}
