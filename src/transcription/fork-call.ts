import { readAsappConfig } from '../asapp/config';
import { autoTranscribeStreamingUrl } from '../asapp/streaming-url';
import type { Invocation } from '../runtime/function';
import { logFailure } from '../runtime/log';
import { type ForkOpening, forkTwiml } from './fork';
import { type TranscriptionParameters, transcriptionOf } from './parameters';

/**
 * Begins a document with the fork of the call to AutoTranscribe. Transcription never costs a call, so
 * if ASAPP cannot be reached, the call continues without a transcript.
 *
 * @param waitsForAnswer - the transcription starts only when a person answers
 * @returns undefined if the call is not forked
 */
export async function forkCall(
  { environment, domainName, settings, log }: Invocation,
  callSid: string,
  parameters: TranscriptionParameters,
  deadline: AbortSignal,
  waitsForAnswer: boolean,
): Promise<ForkOpening | undefined> {
  const asapp = settings(readAsappConfig(environment));
  settings(transcriptionOf(callSid, parameters, environment));
  if (!asapp) return undefined;
  try {
    const url = await autoTranscribeStreamingUrl(asapp, deadline);
    log.info('call-forked');
    return { twiml: forkTwiml(url, parameters, domainName, waitsForAnswer), parameters };
  } catch (error) {
    logFailure(log, 'untranscribed', error);
    return undefined;
  }
}
