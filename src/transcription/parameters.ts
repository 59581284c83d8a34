import * as v from 'valibot';
import type { Transcription } from '../asapp/transcription';
import type { FunctionEvent } from '../runtime/event';
import { type Environment, type Parsed, readVariables } from '../runtime/variables';
import { isXmlText } from '../voice/xml-text';
import { readTranscriptionOptions } from './options';

/** It travels in URLs that stand in TwiML. */
const text = v.optional(
  v.pipe(
    v.string(),
    v.check(
      (value) => value.length <= 256 && isXmlText(value),
      'must be text of at most 256 characters',
    ),
  ),
);

const PARAMETERS = {
  customerId: text,
  agentId: text,
  language: text,
  redaction: text,
  detailedTokens: text,
  trackMap: text,
};

/** What a request says of a transcription, as text: it travels on to the events of the stream. */
export type TranscriptionParameters = {
  readonly [name in keyof typeof PARAMETERS]?: string | undefined;
};

/** Reads it; what cannot travel is left out. Whether the values make sense is asked at the end. */
export function readTranscriptionParameters(event: FunctionEvent): Parsed<TranscriptionParameters> {
  return readVariables(event, PARAMETERS);
}

/** The whole transcription of a call; by default the customer is the call itself. */
export function transcriptionOf(
  callSid: string,
  parameters: TranscriptionParameters,
  environment: Environment,
): Parsed<Transcription> {
  const { value: values, problems } = readTranscriptionOptions(environment, { ...parameters });
  const { customerId = callSid, agentId = 'agent' } = parameters;
  return { value: { callSid, customerId, agentId, ...values }, problems };
}
