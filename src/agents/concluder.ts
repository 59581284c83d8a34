import { readAsappConfig } from '../asapp/config';
import type { Environment, Reading } from '../runtime/variables';
import type { Concluder } from './agent';
import { generativeAgentConcluder } from './generative-agent/conclude';

/** The way to learn what the voice agent of a call decided; undefined where it is not configured. */
export function readConcluder(environment: Environment): Reading<Concluder | undefined> {
  const { values: config, faults } = readAsappConfig(environment);
  return { values: config && generativeAgentConcluder(config), faults };
}
