import type { Leg } from '../call/leg';
import type { Answerer } from '../call/script';
import type { OwnNumberCall } from '../network';

export const PICK_UP_MS = 2000;
const REFUSED_MS = 1000;

/** Lets the phone of a scripted person ring. */
export async function ring(leg: Leg, answer: Answerer, seconds: number) {
  const ringing = { busy: REFUSED_MS, failed: REFUSED_MS, 'no-answer': seconds * 1000 };
  const ms = ringing[answer as keyof typeof ringing] ?? PICK_UP_MS;
  return { answer, spent: await leg.spend('dial', ms) };
}

/** Lets a number of the account ring: what is bound to it decides who answers. */
export async function ringOwnNumber(leg: Leg, own: OwnNumberCall, seconds: number) {
  const rung = settled(own.rung);
  const spent = await leg.spend('dial', seconds * 1000, rung);
  const answer: Answerer = rung.aborted ? await own.rung : 'no-answer';
  if (answer !== 'answered' || spent !== 'done') own.hangUp();
  return { answer, spent };
}

/** Fires when a promise is settled. */
export function settled(promise: Promise<unknown>): AbortSignal {
  const settling = new AbortController();
  promise.finally(() => settling.abort());
  return settling.signal;
}
