import { type FunctionEvent, parameter, sid } from '../runtime/event';
import type { VoiceResponse } from '../voice/speech';
import { formatQuery } from '../voice/urls';
import { readTranscriptionParameters, type TranscriptionParameters } from './parameters';

/**
 * A copy of a call's audio on its way to AutoTranscribe. Its name says what would otherwise need a
 * store: that it is a fork and not an agent's stream, and which one of its call. Twilio accepts a name
 * once per call, so an event that comes twice cannot start a second stream.
 */
export interface Fork {
  readonly callSid: string;
  /** 1 for the first; one more for each stream that replaces a failed one. */
  readonly attempt: number;
  readonly parameters: TranscriptionParameters;
  /** Whether the transcription starts only when a person answers; otherwise it starts with the stream. */
  readonly waitsForAnswer: boolean;
}

/** A document that begins with the fork of a call. */
export interface ForkOpening {
  readonly twiml: VoiceResponse;
  /** How the call is transcribed. */
  readonly parameters: TranscriptionParameters;
}

export const FORK_TRACK = 'both_tracks';

export function forkName(attempt: number): string {
  return `transcription-${attempt}`;
}

/**
 * Where Twilio reports what happens to a fork; the URL holds the transcription's parameters.
 *
 * @param waitsForAnswer - the transcription starts only when a person answers
 */
export function forkCallback(
  domainName: string,
  parameters: TranscriptionParameters,
  waitsForAnswer = false,
): string {
  const query = formatQuery({ ...parameters, waitsForAnswer: waitsForAnswer ? 1 : undefined });
  return `https://${domainName}/stream-status${query}`;
}

/** The fork that a stream's event is about; undefined if it is about another stream. */
export function readFork(event: FunctionEvent): Fork | undefined {
  const [, attempt] = /^transcription-([1-9])$/.exec(parameter(event, 'StreamName') ?? '') ?? [];
  const callSid = sid(event, 'CallSid', 'CA');
  if (attempt === undefined || callSid === undefined) return undefined;
  return {
    callSid,
    attempt: Number(attempt),
    parameters: readTranscriptionParameters(event).value,
    waitsForAnswer: parameter(event, 'waitsForAnswer') === '1',
  };
}

/**
 * Begins a document with the fork of a call. `<Start>` does not wait: the next verb runs at once, and
 * without one the call ends.
 *
 * @param url - of the stream; a secret
 * @param waitsForAnswer - the transcription starts only when a person answers
 */
export function forkTwiml(
  url: string,
  parameters: TranscriptionParameters,
  domainName: string,
  waitsForAnswer: boolean,
): VoiceResponse {
  const twiml = new Twilio.twiml.VoiceResponse();
  twiml.start().stream({
    url,
    name: forkName(1),
    track: FORK_TRACK,
    statusCallback: forkCallback(domainName, parameters, waitsForAnswer),
  });
  return twiml;
}
