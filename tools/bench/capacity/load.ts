import { setTimeout as wait } from 'node:timers/promises';
import { callParameters } from '../call';
import type { Parameters } from '../processes/functions';
import type { FunctionName } from '../processes/slot';
import type { Platform } from './platform';

/** The first attempt of one webhook of a call. */
export interface Sample {
  /** When it was sent, in ms since the load began. */
  readonly at: number;
  readonly name: FunctionName;
  readonly refused: boolean;
  /** How long the answer took, in ms; 0 if it was refused. */
  readonly ms: number;
}

/** The attempts that `#rc=2&rp=ct,4xx,5xx` asks Twilio for, and its pause (ms) between them; assumed. */
const ATTEMPTS = 3;
const RETRY_PAUSE = 50;
/** A conversation with the agent, in ms: its length does not change the rate. */
const CONVERSATION = 800;
/** How many ms the load may be behind schedule and still catch up. */
const CATCH_UP = 5;

/**
 * Places calls at random moments, at `rate` per second on average, for so many ms. Each call is four
 * webhooks: /engage, two stream events, and /call-complete when the agent is done.
 */
export async function placeCalls(
  platform: Platform,
  rate: number,
  milliseconds: number,
): Promise<Sample[]> {
  const began = performance.now();
  const now = () => performance.now() - began;
  const samples: Sample[] = [];

  async function invoke(name: FunctionName, parameters: Parameters, attempts: number) {
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
  const webhook = async (name: FunctionName, parameters: Parameters) =>
    (await invoke(name, parameters, ATTEMPTS)) || (await invoke('fallback', parameters, 1));

  async function placeCall() {
    const parameters = callParameters();
    if (!(await webhook('engage', { ...parameters, CallStatus: 'ringing' }))) return;
    await invoke('stream-status', { ...parameters, StreamEvent: 'stream-started' }, 1);
    await wait(CONVERSATION);
    await Promise.all([
      invoke('stream-status', { ...parameters, StreamEvent: 'stream-stopped' }, 1),
      webhook('call-complete', parameters),
    ]);
  }

  const calls: Promise<void>[] = [];
  for (let next = 0; next < milliseconds; ) {
    if (next > now()) await wait(next - now());
    // Timers are a millisecond or so late, and the load catches up. After a longer stall of this machine
    // it does not: no phone network places all the calls of that time at once.
    next = Math.max(next, now() - CATCH_UP);
    calls.push(placeCall());
    next += (-Math.log(1 - Math.random()) * 1000) / rate;
  }
  await Promise.all(calls);
  return samples;
}
