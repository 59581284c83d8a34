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

/** ASAPP takes ids of up to 256 characters; all of them together must fit into a URL. */
const MAX_CHARACTERS = 256;

/** What is longer than an id can be is left out whole. */
export function readOrder(event: FunctionEvent): Order {
  const pairs = NAMES.map((name) => [name, parameter(event, name)] as const);
  return Object.fromEntries(
    pairs.filter(([, value]) => value !== undefined && value.length <= MAX_CHARACTERS),
  );
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
