import type { Network, OwnNumberCall, Rung } from './network';
import { type LiveCall, type NumberBinding, placeCall } from './place-call';
import { newSid } from './sid';

/** Nothing but one of its two legs ends such a call. */
const NO_LIMIT_MS = 24 * 3_600_000;

/**
 * Calls one of the account's own numbers from another leg: that is a second call, inbound, which is
 * answered by what is bound to the number.
 *
 * @param onBegin - told of the call when it begins
 */
export function callNumber(
  network: Network,
  binding: NumberBinding,
  legs: { readonly from: string; readonly to: string },
  onBegin: (call: LiveCall) => void,
): OwnNumberCall {
  // Without a voice URL, Twilio fails the call at once, and raises no alert.
  if (!binding.voiceUrl) return unreachable;
  let live: LiveCall | undefined;
  let answered = () => {};
  const answer = new Promise<Rung>((resolve) => {
    answered = () => resolve('answered');
  });
  const over = placeCall(network, {
    ...binding,
    ...legs,
    callSid: newSid('CA'),
    // In a queue, only somebody who accepts the task takes the call.
    script: { streamMs: NO_LIMIT_MS, patienceMs: NO_LIMIT_MS, queues: [{ result: 'waits' }] },
    onAnswer: answered,
    onBegin(call) {
      live = call;
      onBegin(call);
    },
  });
  return {
    rung: Promise.race([answer, over.then(() => refusalOf(live))]),
    over,
    press: (digits) => live?.press(digits),
    connect: (far) => live?.connect(far),
    hangUp: () => live?.hangUp(),
  };
}

/** How a call ended that was never answered. */
function refusalOf(live: LiveCall | undefined): Rung {
  const status = live?.legs[0]?.status;
  return status === 'busy' || status === 'failed' ? status : 'no-answer';
}

const unreachable: OwnNumberCall = {
  rung: Promise.resolve('failed'),
  over: Promise.resolve(),
  press: () => {},
  connect: () => {},
  hangUp: () => {},
};
