import { readAsappConfig } from '../asapp/config';
import { autoTranscribeStreamingUrl } from '../asapp/streaming-url';
import type { Invocation } from '../runtime/function';
import { logFailure } from '../runtime/log';
import type { VoiceResponse } from '../voice/speech';
import { forkTwiml } from './fork';
import { type TranscriptionParameters, transcriptionOf } from './parameters';

/**
 * Begins a document with the fork of the call to AutoTranscribe. Transcription never costs a call, so
 * if ASAPP is out of reach the call continues untranscribed.
 *
 * @returns undefined if the call is not forked
 */
export async function forkCall(
  { environment, domainName, settings, log }: Invocation,
  callSid: string,
  parameters: TranscriptionParameters,
  deadline: AbortSignal,
): Promise<VoiceResponse | undefined> {
  const asapp = settings(readAsappConfig(environment));
  settings(transcriptionOf(callSid, parameters, environment));
  if (!asapp) return undefined;
  try {
    const url = await autoTranscribeStreamingUrl(asapp, deadline);
    log.info('call-forked');
    return forkTwiml(url, parameters, domainName);
  } catch (error) {
    logFailure(log, 'untranscribed', error);
    return undefined;
  }
}
