import type { FunctionEvent } from '../runtime/event';
import { numberToCall } from '../voice/parties';
import { fill } from '../voice/speech';
import { type HandOffConfig, SECONDS_BEFORE_CALLBACK } from './config';
import { readWaitingCall, waitingUrl } from './waiting-call';

/** How often a callback is offered again, in seconds of waiting. */
const EVERY_SECONDS = 120;
/**
 * A round of waiting is about this long, and nothing says what an earlier one has offered. So the offer
 * is made in the one round that begins in a window of this length.
 */
const WINDOW_SECONDS = 35;

/** About how long the words of the offer take, in seconds. */
const OFFER_SECONDS = 7;
/** How long Twilio waits for a key after the end of the round, in seconds. */
const KEY_SECONDS = 1;

/** How a caller who waits can ask for a callback. */
export interface CallbackOffer {
  /** Of a `<Gather>` around the round: the key works at any time in it. */
  readonly gather: {
    readonly action: string;
    readonly numDigits: 1;
    readonly timeout: typeof KEY_SECONDS;
    readonly finishOnKey: '';
  };
  /** Said in some rounds only. */
  readonly words: string | undefined;
  /** About how much longer the round is. */
  readonly seconds: number;
}

/**
 * The offer for one round; undefined if there is none: in the first half minute, and to callers who
 * cannot be called, such as those who withhold their number.
 *
 * @param waited - in seconds
 */
export function callbackOffer(
  event: FunctionEvent,
  config: HandOffConfig,
  domainName: string,
  waited: number,
): CallbackOffer | undefined {
  const { callback, speech } = config;
  const seconds = secondsForCallback(event, config, waited);
  if (!callback || seconds === 0) return undefined;
  const { queueCallback, starKey, poundKey } = speech.messages;
  const spokenKeys: Readonly<Record<string, string>> = { '*': starKey, '#': poundKey };
  const key = spokenKeys[callback.key] ?? callback.key;
  const since = Math.floor(Date.now() / 1_000) - waited;
  return {
    gather: {
      action: waitingUrl(domainName, '/queue-callback', readWaitingCall(event), since),
      numDigits: 1,
      timeout: KEY_SECONDS,
      finishOnKey: '', // otherwise # would end the input instead of being it
    },
    words: isOffered(waited) ? fill(queueCallback, { key }) : undefined,
    seconds,
  };
}

const isOffered = (waited: number) =>
  (waited - SECONDS_BEFORE_CALLBACK) % EVERY_SECONDS < WINDOW_SECONDS;

/**
 * About how much longer the round is that begins then, in seconds; 0 if it takes no key.
 *
 * @param waited - in seconds
 */
export function secondsForCallback(
  event: FunctionEvent,
  { callback }: HandOffConfig,
  waited: number,
): number {
  if (!callback || waited < SECONDS_BEFORE_CALLBACK) return 0;
  const { call } = readWaitingCall(event);
  if (call.callSid === undefined || numberToCall(call) === undefined) return 0;
  return KEY_SECONDS + (isOffered(waited) ? OFFER_SECONDS : 0);
}
