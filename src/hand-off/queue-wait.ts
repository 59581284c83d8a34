import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import { parameter } from '../runtime/event';
import type { Invocation } from '../runtime/function';
import { fill, say } from '../voice/speech';
import { callbackOffer } from './callback-offer';
import type { HandOffConfig } from './config';
import { holdMusic, secondsWaited, WORDS_SECONDS } from './hold-music';

/**
 * One round of waiting: the caller's position, then music. Twilio requests the next round when this one
 * has ended, so near the end of `QUEUE_SECONDS` a round is only as long as the time left. Then the
 * caller leaves the queue for the next destination; a workflow's own timeout does not do that.
 */
export function queueWait(
  invocation: Pick<Invocation, 'event' | 'domainName' | 'log'>,
  config: HandOffConfig,
): TwilioResponse {
  const { event, domainName } = invocation;
  const { speech, queueSeconds } = config;
  const response = new Twilio.twiml.VoiceResponse();
  const waited = secondsWaited(event);
  const left = queueSeconds - waited;
  if (left <= 0) {
    response.leave();
    return twiml(response);
  }
  const offer = callbackOffer(event, config, domainName, waited);
  const round = offer ? response.gather(offer.gather) : response;
  const position = parameter(event, 'QueuePosition');
  const { queuePosition, queueWaiting } = speech.messages;
  say(
    round,
    speech,
    position && /^[1-9]\d{0,4}$/.test(position) ? fill(queuePosition, { position }) : queueWaiting,
  );
  if (offer?.words) say(round, speech, offer.words);
  const music = holdMusic(invocation, config, waited);
  const time = left - WORDS_SECONDS - (offer?.seconds ?? 0);
  if (time < music.seconds) {
    round.pause({ length: Math.max(1, time) });
    return twiml(response);
  }
  round.play(music.url);
  if (music.next !== undefined) response.redirect(music.next);
  return twiml(response);
}
