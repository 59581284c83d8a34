import { readAsappConfig } from '../asapp/config';
import { startTranscription, stopTranscription } from '../asapp/transcription';
import { logRequestError } from '../http/log-fields';
import type { Invocation } from '../runtime/function';
import { type TranscriptionParameters, transcriptionOf } from './parameters';

/**
 * The next agent has a call that is forked already: its transcription ends, and begins anew under that
 * agent's id. With nobody next, it only ends.
 */
export async function changeAgent(
  { environment, log }: Invocation,
  callSid: string,
  order: TranscriptionParameters | undefined,
  deadline: AbortSignal,
): Promise<void> {
  const { value: asapp } = readAsappConfig(environment);
  if (!asapp) return;
  try {
    await stopTranscription(asapp, callSid, deadline);
    if (!order) return;
    const { value: transcription } = transcriptionOf(callSid, order, environment);
    // The event of the stream's beginning may come in between, and start it for the agent before.
    if ((await startTranscription(asapp, transcription, deadline)) === 'already-started') {
      await stopTranscription(asapp, callSid, deadline);
      await startTranscription(asapp, transcription, deadline);
    }
    log.info('transcription-started');
  } catch (error) {
    logRequestError(log, 'transcription-failed', error);
  }
}
