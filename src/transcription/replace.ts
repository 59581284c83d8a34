import type { AsappConfig } from '../asapp/config';
import { autoTranscribeStreamingUrl } from '../asapp/streaming-url';
import type { Invocation } from '../runtime/function';
import { twilioStatus } from '../runtime/twilio-error';
import { FORK_TRACK, type Fork, forkCallback, forkName } from './fork';

/** The first stream and two more; what fails three times fails for a reason. */
const MOST_ATTEMPTS = 3;

/**
 * Starts another stream on the live call in place of one that failed, with a new URL. The new stream's
 * `stream-started` event then resumes the transcription, even if nobody has answered yet: nothing says
 * whether somebody has.
 *
 * @throws RequestError if ASAPP gives no URL
 */
export async function replaceFork(
  { domainName, log, deadline, twilioClient }: Invocation,
  asapp: AsappConfig,
  { callSid, attempt, parameters }: Fork,
): Promise<void> {
  if (attempt >= MOST_ATTEMPTS) return log.warn('transcription-given-up');
  const url = await autoTranscribeStreamingUrl(asapp, deadline, { isNew: true });
  try {
    await twilioClient()
      .calls(callSid)
      .streams.create({
        url,
        name: forkName(attempt + 1),
        track: FORK_TRACK,
        statusCallback: forkCallback(domainName, parameters),
      });
    log.info('fork-replaced');
  } catch (error) {
    // The call is over, its stream was already replaced (assumption 19), or there are no credentials.
    log.warn('fork-not-replaced', { status: twilioStatus(error) });
  }
}
