import type { AsappConfig } from './config';
import { type Codes, requestTranscription } from './transcription-request';

export const REDACTIONS = ['redacted', 'unredacted', 'redacted_and_unredacted'] as const;
type Speaker = 'customer' | 'agent';

/** Who speaks on which track of the call's stream. */
export interface TrackMap {
  readonly inbound: Speaker;
  readonly outbound: Speaker;
}

/** How a call is transcribed; ASAPP's default applies to what is absent: `en-US`, `redacted`, else no. */
export interface TranscriptionOptions {
  /** An IETF tag, for instance `en-US`. */
  readonly language?: string | undefined;
  readonly redaction?: (typeof REDACTIONS)[number] | undefined;
  readonly detailedTokens?: boolean | undefined;
  /** Whether ASAPP may keep the audio, to train its models. */
  readonly audioRecording?: boolean | undefined;
  readonly trackMap?: TrackMap | undefined;
}

export interface Transcription extends TranscriptionOptions {
  readonly callSid: string;
  /** Both come back as the speakers' `externalId` in the transcript. */
  readonly customerId: string;
  readonly agentId: string;
}

/**
 * Starts or resumes the transcription of a call whose stream runs:
 * `POST /mg-autotranscribe/v1/start-streaming`. To change the agent, stop first.
 *
 * @param deadline - how long to retry while ASAPP does not know the call yet
 * @returns `already-started` if it was, with the agent and options it was started with
 * @throws RequestError
 */
export async function startTranscription(
  config: AsappConfig,
  { callSid, customerId, agentId, ...options }: Transcription,
  deadline: AbortSignal,
): Promise<'started' | 'already-started'> {
  const path = '/mg-autotranscribe/v1/start-streaming';
  const body = {
    namespace: 'twilio',
    guid: callSid,
    customerId,
    agentId,
    autotranscribeParams: {
      language: options.language,
      redactionOutput: options.redaction,
      detailedToken: options.detailedTokens,
      audioRecordingAllowed: options.audioRecording,
    },
    twilioParams: { trackMap: options.trackMap },
  };
  const isNew = await requestTranscription(config, path, body, START, deadline);
  return isNew ? 'started' : 'already-started';
}

/**
 * Pauses or ends the transcription of a call: `POST /mg-autotranscribe/v1/stop-streaming`.
 *
 * @throws RequestError
 */
export async function stopTranscription(
  config: AsappConfig,
  callSid: string,
  deadline: AbortSignal,
): Promise<void> {
  const path = '/mg-autotranscribe/v1/stop-streaming';
  await requestTranscription(config, path, { namespace: 'twilio', guid: callSid }, STOP, deadline);
}

const START: Codes = {
  done: ['409-201'], // already started
  // The call's audio has not reached ASAPP yet; another request about the call is under way.
  wait: ['400-203', '409-202'],
};
const STOP: Codes = {
  done: ['409-201', '400-203', '409-203'], // already stopped; unknown, or no longer known; stopping
  wait: ['409-202'],
};
