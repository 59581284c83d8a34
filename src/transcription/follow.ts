import { type AsappConfig, readAsappConfig } from '../asapp/config';
import { startTranscription, stopTranscription } from '../asapp/transcription';
import { logRequestError } from '../http/log-fields';
import type { Invocation } from '../runtime/function';
import { logProblems } from '../runtime/log';
import { withTimeout } from '../runtime/with-timeout';
import type { Fork } from './fork';
import { transcriptionOf } from './parameters';
import { replaceFork } from './replace';

/** How long ASAPP may take to learn of the call's audio, in ms: the function itself has 8 s. */
const PATIENCE_MILLISECONDS = 6_500;

export const STREAM_EVENTS = ['stream-started', 'stream-stopped', 'stream-error'] as const;
type StreamEvent = (typeof STREAM_EVENTS)[number];

/** Does what an event of a fork asks for; what fails is logged, and costs no call. */
export async function followFork(
  invocation: Invocation,
  event: StreamEvent,
  fork: Fork,
): Promise<void> {
  const asapp = readAsappConfig(invocation.environment);
  logProblems(invocation.log, asapp);
  if (!asapp.value) return;
  try {
    const { value: config } = asapp;
    await withTimeout(PATIENCE_MILLISECONDS, invocation.deadline, (patience) =>
      follow(invocation, config, event, fork, patience),
    );
  } catch (error) {
    logRequestError(invocation.log, 'transcription-failed', error);
  }
}

async function follow(
  invocation: Invocation,
  asapp: AsappConfig,
  event: StreamEvent,
  fork: Fork,
  patience: AbortSignal,
): Promise<void> {
  const { environment, log } = invocation;
  switch (event) {
    case 'stream-started': {
      const transcription = transcriptionOf(fork.callSid, fork.order, environment);
      logProblems(log, transcription);
      await startTranscription(asapp, transcription.value, patience);
      return log.info('transcription-started');
    }
    case 'stream-stopped':
      await stopTranscription(asapp, fork.callSid, patience);
      return log.info('transcription-stopped');
    case 'stream-error':
      return replaceFork(invocation, asapp, fork);
  }
}
