import { type FunctionEvent, parameter } from '../runtime/event';
import type { Invocation } from '../runtime/function';
import { readLine } from '../runtime/line';
import { serviceUrl } from '../voice/urls';
import { secondsForCallback } from './callback-offer';
import type { HandOffConfig } from './config';
import { readWaitingCall, waitingQuery } from './waiting-call';

/** The length of `assets/hold-music.wav`, in seconds. */
const OWN_SECONDS = 24;
/** The most music that may be played at a time, in seconds: the queue's limits are checked between plays. */
const MOST_SECONDS = 30;
/** About how long the words before the music take, in seconds. */
export const WORDS_SECONDS = 6;
/** The longest round, in seconds. */
const ROUND_SECONDS = WORDS_SECONDS + MOST_SECONDS;
/** How much longer a round may take before the music counts as too long, in seconds. */
const TOLERANCE_SECONDS = 6;

/** What a caller in a queue hears after the words. */
export interface HoldMusic {
  readonly url: string;
  /** The most that it may take. */
  readonly seconds: number;
  /** The URL of the next round, if it must know about this one. */
  readonly next: string | undefined;
}

/** URLs that played for too long in this process. */
const tooLong = new Set<string>();

/**
 * `HOLD_MUSIC_URL`, or the service's own music.
 *
 * Twilio cannot stop a file in the middle, and nobody knows how long this one is. So the URL of each
 * round carries when the one before it began. If that one took more than 30 s and the words, or no longer
 * than the words, the service's own music follows. So a file that is too long is played once per process;
 * `npm run doctor` measures it before that.
 *
 * @param waited - how long the caller has been in the queue, in seconds
 */
export function holdMusic(
  { event, domainName, log }: Pick<Invocation, 'event' | 'domainName' | 'log'>,
  config: HandOffConfig,
  waited: number,
): HoldMusic {
  const { holdMusicUrl, callback } = config;
  const own = {
    url: `https://${domainName}/hold-music.wav`,
    seconds: OWN_SECONDS,
    next: undefined,
  };
  if (holdMusicUrl === undefined || tooLong.has(holdMusicUrl)) return own;
  const nextRound = (music?: 'own') =>
    serviceUrl(domainName, '/queue-wait', {
      ...(callback ? waitingQuery(readWaitingCall(event)) : { line: readLine(event).value }),
      began: waited,
      at: nowInSeconds(),
      music,
    });
  const refused = { ...own, next: nextRound('own') };
  if (parameter(event, 'music') === 'own') return refused;

  const last = readLastRound(event);
  const offer = last ? secondsForCallback(event, config, last.began) : 0;
  if (last && last.seconds > ROUND_SECONDS + offer + TOLERANCE_SECONDS) {
    tooLong.add(holdMusicUrl);
    log.error('bad-hold-music', {
      problems: [`HOLD_MUSIC_URL plays longer than ${MOST_SECONDS} s`],
    });
    return own;
  }
  // Our own clock is not good enough for that.
  if (last && seconds(event, 'QueueTime') !== undefined && last.seconds < WORDS_SECONDS + offer) {
    log.error('bad-hold-music', { problems: ['HOLD_MUSIC_URL was not played'] });
    return refused;
  }
  return { url: holdMusicUrl, seconds: MOST_SECONDS, next: nextRound() };
}

/**
 * How long a caller has been in the queue, in seconds: Twilio's `QueueTime`. No document says that it
 * also comes with a request that a Redirect leads to (assumption 31). Without it the round before counts
 * as the longest that is allowed, so that a caller may leave too early but never too late.
 */
export function secondsWaited(event: FunctionEvent): number {
  const queueTime = seconds(event, 'QueueTime');
  if (queueTime !== undefined) return queueTime;
  const last = readLastRound(event);
  if (last) return last.began + Math.max(last.seconds, ROUND_SECONDS);
  const since = seconds(event, 'since', 10);
  return since === undefined ? 0 : Math.max(0, nowInSeconds() - since);
}

/** The round before this one, in seconds: when it began, since the caller is waiting, and how long it took. */
interface LastRound {
  readonly began: number;
  readonly seconds: number;
}

/** Undefined if our URL does not say. Without a `QueueTime` our own clock must do. */
function readLastRound(event: FunctionEvent): LastRound | undefined {
  const [began, at] = [seconds(event, 'began'), seconds(event, 'at', 10)];
  if (began === undefined || at === undefined) return undefined;
  const queueTime = seconds(event, 'QueueTime');
  return { began, seconds: queueTime === undefined ? nowInSeconds() - at : queueTime - began };
}

const nowInSeconds = () => Math.floor(Date.now() / 1_000);

/** A parameter in whole seconds, of at most so many digits; undefined for anything else. */
function seconds(event: FunctionEvent, name: string, digits = 7): number | undefined {
  const text = parameter(event, name);
  if (text === undefined || text.length > digits || !/^\d+$/.test(text)) return undefined;
  return Number(text);
}
