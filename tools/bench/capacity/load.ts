import { setTimeout as wait } from 'node:timers/promises';
import { callParameters } from '../calls';
import type { Parameters } from '../process/functions';
import type { Platform } from './platform';
import type { FunctionName } from './slot';

/** What became of one webhook of a call, at its first attempt. */
export interface Sample {
  /** When it was sent, in ms since the load began. */
  readonly at: number;
  readonly name: FunctionName;
  readonly refused: boolean;
  /** How long the answer took, in ms; 0 where it was refused. */
  readonly ms: number;
}

export interface LoadReport {
  /** First attempts. */
  readonly samples: readonly Sample[];
  readonly calls: number;
  /** Times (ms since the load began) at which a call was left without an answer, after all attempts. */
  readonly lost: readonly number[];
}

/** Attempts that `#rc=2&rp=ct,4xx,5xx` makes Twilio do, and the pause (ms) before another; assumed. */
const ATTEMPTS = 3;
const RETRY_PAUSE = 50;
/** A conversation with the agent, in ms: for the rate it does not matter how long it is. */
const TALK = 800;
/** How far behind its time (ms) the load may be and still catch up. */
const CATCH_UP = 5;

/**
 * Places calls at random moments, at `rate` per second on average, for so many ms. Each call is four
 * webhooks: /engage, two stream events, and /call-complete when the agent is done.
 */
export async function placeCalls(
  platform: Platform,
  rate: number,
  milliseconds: number,
): Promise<LoadReport> {
  const began = performance.now();
  const now = () => performance.now() - began;
  const samples: Sample[] = [];
  const lost: number[] = [];

  async function ask(name: FunctionName, parameters: Parameters, attempts: number) {
    const at = now();
    for (let attempt = 1; ; attempt += 1) {
      const result = await platform.invoke(name, parameters);
      if (attempt === 1) {
        samples.push({ at, name, refused: result.refused, ms: result.refused ? 0 : result.ms });
      }
      if (!result.refused) return true;
      if (attempt === attempts) return false;
      await wait(RETRY_PAUSE);
    }
  }
  async function webhook(name: FunctionName, parameters: Parameters): Promise<boolean> {
    const at = now();
    const answered =
      (await ask(name, parameters, ATTEMPTS)) || (await ask('fallback', parameters, 1));
    if (!answered) lost.push(at);
    return answered;
  }
  async function call() {
    const parameters = callParameters();
    if (!(await webhook('engage', { ...parameters, CallStatus: 'ringing' }))) return;
    await ask('stream-status', { ...parameters, StreamEvent: 'stream-started' }, 1);
    await wait(TALK);
    await Promise.all([
      ask('stream-status', { ...parameters, StreamEvent: 'stream-stopped' }, 1),
      webhook('call-complete', parameters),
    ]);
  }

  const calls: Promise<void>[] = [];
  for (let next = 0; next < milliseconds; ) {
    if (next > now()) await wait(next - now());
    // Timers are late by a millisecond or so, which is caught up with; where this machine stood still
    // for longer, the calls of that time are not placed all at once: no phone network does that.
    next = Math.max(next, now() - CATCH_UP);
    calls.push(call());
    next += (-Math.log(1 - Math.random()) * 1000) / rate;
  }
  await Promise.all(calls);
  return { samples, calls: calls.length, lost };
}
