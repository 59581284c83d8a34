import type { Transcription } from '../asapp/transcription';
import { type FunctionEvent, parameter } from '../runtime/event';
import type { Environment, Reading } from '../runtime/variables';
import { readTranscriptionOptions } from './options';

const NAMES = [
  'customerId',
  'agentId',
  'language',
  'redaction',
  'detailedTokens',
  'trackMap',
] as const;

/** What a request says of a transcription, as text: it travels on to the events of the stream. */
export type Order = Readonly<Partial<Record<(typeof NAMES)[number], string>>>;

/** Longer ones are left out: all of it travels in a URL within a TwiML document of 64 kB. */
const MOST_CHARACTERS = 500;

export function readOrder(event: FunctionEvent): Order {
  const pairs = NAMES.flatMap((name) => {
    const value = parameter(event, name);
    return value !== undefined && value.length <= MOST_CHARACTERS ? [[name, value]] : [];
  });
  return Object.fromEntries(pairs);
}

/** The whole transcription of a call; by default the customer is the call itself. */
export function transcriptionOf(
  callSid: string,
  order: Order,
  environment: Environment,
): Reading<Transcription> {
  const { values, faults } = readTranscriptionOptions(environment, order);
  const { customerId = callSid, agentId = 'agent' } = order;
  return { values: { callSid, customerId, agentId, ...values }, faults };
}
