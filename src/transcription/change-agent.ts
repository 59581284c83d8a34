import { type AsappConfig, readAsappConfig } from '../asapp/config';
import { startTranscription, stopTranscription, type Transcription } from '../asapp/transcription';
import type { Invocation } from '../runtime/function';
import { logFailure } from '../runtime/log';
import { type TranscriptionParameters, transcriptionOf } from './parameters';

/**
 * The next agent gets a call that is forked already: its transcription stops, and starts again under
 * that agent's id. With nobody next, or nobody who has answered yet, it only stops.
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
    await startForAgent(asapp, transcription, deadline);
    log.info('transcription-started');
  } catch (error) {
    logFailure(log, 'transcription-failed', error);
  }
}

/**
 * Starts the transcription of a call under an agent's id. If it runs already, it runs for the previous
 * agent: requests overtake each other, and a replaced stream starts it too.
 *
 * @throws RequestError
 */
export async function startForAgent(
  asapp: AsappConfig,
  transcription: Transcription,
  deadline: AbortSignal,
): Promise<void> {
  if ((await startTranscription(asapp, transcription, deadline)) === 'started') return;
  await stopTranscription(asapp, transcription.callSid, deadline);
  await startTranscription(asapp, transcription, deadline);
}
