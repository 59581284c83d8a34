import { type AsappConfig, readAsappConfig } from '../asapp/config';
import { startTranscription, stopTranscription } from '../asapp/transcription';
import type { Invocation } from '../runtime/function';
import { logFailure } from '../runtime/log';
import { withTimeout } from '../runtime/with-timeout';
import type { Fork } from './fork';
import { transcriptionOf } from './parameters';
import { replaceFork } from './replace';

/** How long ASAPP may take to learn about the call's audio, in ms: the function itself has 8 s. */
const FOLLOW_MILLISECONDS = 6_500;

export const STREAM_EVENTS = ['stream-started', 'stream-stopped', 'stream-error'] as const;
type StreamEvent = (typeof STREAM_EVENTS)[number];

/** Does what a fork's event calls for. A failure is logged and costs no call. */
export async function followFork(
  invocation: Invocation,
  event: StreamEvent,
  fork: Fork,
): Promise<void> {
  if (event === 'stream-started' && fork.waitsForAnswer) return;
  const asapp = invocation.settings(readAsappConfig(invocation.environment));
  if (!asapp) return;
  try {
    await withTimeout(FOLLOW_MILLISECONDS, invocation.deadline, (deadline) =>
      follow(invocation, asapp, event, fork, deadline),
    );
  } catch (error) {
    logFailure(invocation.log, 'transcription-failed', error);
  }
}

async function follow(
  invocation: Invocation,
  asapp: AsappConfig,
  event: StreamEvent,
  fork: Fork,
  deadline: AbortSignal,
): Promise<void> {
  const { environment, settings, log } = invocation;
  switch (event) {
    case 'stream-started': {
      const transcription = settings(transcriptionOf(fork.callSid, fork.parameters, environment));
      await startTranscription(asapp, transcription, deadline);
      return log.info('transcription-started');
    }
    case 'stream-stopped':
      await stopTranscription(asapp, fork.callSid, deadline);
      return log.info('transcription-stopped');
    case 'stream-error':
      return replaceFork(invocation, asapp, fork);
  }
}
