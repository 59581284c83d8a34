import { readAsappConfig } from '../asapp/config';
import { readClerkConfig } from '../clerk/config';
import type { Environment, Parsed } from '../runtime/variables';
import type { Connector } from './agent';
import { clerkConnector } from './clerk/connect';
import { generativeAgentConnector } from './generative-agent/connect';
import { mediaStreamConnector } from './media-stream/connect';
import { type AgentChoice, readVoiceAgent, type VoiceAgent } from './voice-agent';

/** The way to the voice agent of a call; undefined where its configuration is not complete. */
export function readConnector(
  environment: Environment,
  call: AgentChoice,
): Parsed<Connector | undefined> {
  const agent = readVoiceAgent(environment, call);
  const { value: values, problems } = connectorOf(agent.value, environment);
  return { value: values, problems: [...agent.problems, ...problems] };
}

function connectorOf(agent: VoiceAgent, environment: Environment): Parsed<Connector | undefined> {
  if (agent === 'asapp') {
    const { value: config, problems } = readAsappConfig(environment);
    return { value: config && generativeAgentConnector(config), problems };
  }
  if (agent === 'clerk') {
    const { value: config, problems } = readClerkConfig(environment);
    return { value: config && clerkConnector(config), problems };
  }
  return { value: mediaStreamConnector(agent), problems: [] };
}
