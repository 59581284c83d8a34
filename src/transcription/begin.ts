import { readAsappConfig } from '../asapp/config';
import { autoTranscribeStreamingUrl } from '../asapp/streaming-url';
import { logRequestError } from '../http/log-fields';
import type { Invocation } from '../runtime/function';
import { reportFaults } from '../runtime/log';
import type { VoiceResponse } from '../voice/speech';
import { forkTwiml } from './fork';
import { type Order, transcriptionOf } from './order';

/**
 * A document that begins with the fork of the call to AutoTranscribe; undefined where ASAPP cannot be
 * reached: the call then goes on untranscribed, since transcription never costs a call.
 */
export async function beginTranscription(
  { environment, domainName, log }: Invocation,
  callSid: string,
  order: Order,
  deadline: AbortSignal,
): Promise<VoiceResponse | undefined> {
  const asapp = readAsappConfig(environment);
  reportFaults(log, asapp, transcriptionOf(callSid, order, environment));
  if (!asapp.values) return undefined;
  try {
    const url = await autoTranscribeStreamingUrl(asapp.values, deadline);
    log.info('call-forked');
    return forkTwiml(url, order, domainName);
  } catch (error) {
    logRequestError(log, 'untranscribed', error);
    return undefined;
  }
}
