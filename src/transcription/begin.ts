import { readAsappConfig } from '../asapp/config';
import { autoTranscribeStreamingUrl } from '../asapp/streaming-url';
import { logRequestError } from '../http/log-fields';
import type { Invocation } from '../runtime/function';
import { logProblems } from '../runtime/log';
import type { VoiceResponse } from '../voice/speech';
import { forkTwiml } from './fork';
import { type TranscriptionParameters, transcriptionOf } from './parameters';

/**
 * A document that begins with the fork of the call to AutoTranscribe; undefined where ASAPP cannot be
 * reached: the call then goes on untranscribed, since transcription never costs a call.
 */
export async function beginTranscription(
  { environment, domainName, log }: Invocation,
  callSid: string,
  order: TranscriptionParameters,
  deadline: AbortSignal,
): Promise<VoiceResponse | undefined> {
  const asapp = readAsappConfig(environment);
  logProblems(log, asapp, transcriptionOf(callSid, order, environment));
  if (!asapp.value) return undefined;
  try {
    const url = await autoTranscribeStreamingUrl(asapp.value, deadline);
    log.info('call-forked');
    return forkTwiml(url, order, domainName);
  } catch (error) {
    logRequestError(log, 'untranscribed', error);
    return undefined;
  }
}
