import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import { type FunctionEvent, parameter } from '../runtime/event';
import { fill, say } from '../voice/speech';
import type { HandOffConfig } from './config';

/** The length of `assets/hold-music.wav`, and about that of the words before it, in seconds. */
const MUSIC_SECONDS = 24;
const WORDS_SECONDS = 6;

/**
 * One round of waiting: the caller's position, then music. Twilio requests the next round when this one
 * has ended, so near the end of `QUEUE_SECONDS` a round is only as long as the time left. Then the
 * caller leaves the queue for the next destination; a workflow's own time-out does not do that.
 */
export function queueWait(
  event: FunctionEvent,
  { speech, queueSeconds }: HandOffConfig,
  domainName: string,
): TwilioResponse {
  const response = new Twilio.twiml.VoiceResponse();
  const left = queueSeconds - seconds(parameter(event, 'QueueTime'));
  if (left <= 0) {
    response.leave();
    return twiml(response);
  }
  const position = parameter(event, 'QueuePosition');
  const { queuePosition, queueWaiting } = speech.messages;
  say(
    response,
    speech,
    position && /^[1-9]\d{0,4}$/.test(position) ? fill(queuePosition, { position }) : queueWaiting,
  );
  const music = left - WORDS_SECONDS;
  if (music >= MUSIC_SECONDS) response.play(`https://${domainName}/hold-music.wav`);
  else response.pause({ length: Math.max(1, music) });
  return twiml(response);
}

/** Twilio's `QueueTime`, in whole seconds. Anything else counts as just arrived. */
function seconds(text: string | undefined): number {
  return text && /^\d{1,7}$/.test(text) ? Number(text) : 0;
}
