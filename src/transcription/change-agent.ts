import { readAsappConfig } from '../asapp/config';
import { startTranscription, stopTranscription } from '../asapp/transcription';
import type { Invocation } from '../runtime/function';
import { logFailure } from '../runtime/log';
import { type TranscriptionParameters, transcriptionOf } from './parameters';

/**
 * The next agent gets a call that is forked already: its transcription stops, and starts again under
 * that agent's id. With nobody next, it only stops.
 */
export async function changeAgent(
  { environment, log }: Invocation,
  callSid: string,
  parameters: TranscriptionParameters | undefined,
  deadline: AbortSignal,
): Promise<void> {
  const { value: asapp } = readAsappConfig(environment);
  if (!asapp) return;
  try {
    await stopTranscription(asapp, callSid, deadline);
    if (!parameters) return;
    const { value: transcription } = transcriptionOf(callSid, parameters, environment);
    // The stream's own start event may come in between, and start it for the previous agent.
    if ((await startTranscription(asapp, transcription, deadline)) === 'already-started') {
      await stopTranscription(asapp, callSid, deadline);
      await startTranscription(asapp, transcription, deadline);
    }
    log.info('transcription-started');
  } catch (error) {
    logFailure(log, 'transcription-failed', error);
  }
}
