import * as v from 'valibot';
import type { Transcription } from '../asapp/transcription';
import type { FunctionEvent } from '../runtime/event';
import { type Environment, type Parsed, readVariables } from '../runtime/variables';
import { isXmlText } from '../voice/xml-text';
import { readTranscriptionOptions } from './options';

/** It travels in URLs in TwiML. */
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
  audioRecording: text,
};

/** What a request says about a transcription, as text; it travels on to the events of the stream. */
export type TranscriptionParameters = {
  readonly [name in keyof typeof PARAMETERS]?: string | undefined;
};

/** Leaves out what cannot travel. Whether the values make sense is checked when they are used. */
export function readTranscriptionParameters(event: FunctionEvent): Parsed<TranscriptionParameters> {
  return readVariables(event, PARAMETERS);
}

/** All settings of a call's transcription; by default the customer's id is the CallSid. */
export function transcriptionOf(
  callSid: string,
  parameters: TranscriptionParameters,
  environment: Environment,
): Parsed<Transcription> {
  const { value: values, problems } = readTranscriptionOptions(environment, { ...parameters });
  const { customerId = callSid, agentId = 'agent' } = parameters;
  return { value: { callSid, customerId, agentId, ...values }, problems };
}
