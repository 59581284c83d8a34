import { readAsappConfig } from '../asapp/config';
import type { Environment, Reading } from '../runtime/variables';
import type { Connector } from './agent';
import { generativeAgentConnector } from './generative-agent/connect';

/** The way to the voice agent of a call; undefined where its configuration is not complete. */
export function readConnector(environment: Environment): Reading<Connector | undefined> {
  const { values: config, faults } = readAsappConfig(environment);
  return { values: config && generativeAgentConnector(config), faults };
}
