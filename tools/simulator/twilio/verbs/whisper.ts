import { webhookOf } from '../call/action';
import type { VerbContext } from '../call/context';
import { Experience } from '../call/ending';
import { Leg } from '../call/leg';
import type { Answerer } from '../call/script';
import type { OwnNumberCall } from '../network';
import type { DialTarget } from './callee';

/** The verbs allowed in the document that runs before the callee is bridged. */
const allowed = new Set(['Say', 'Play', 'Pause', 'Gather', 'Redirect', 'Hangup']);

/** How long a person listens before declining the call. */
const DECLINE_MS = 500;

/**
 * Runs the noun's `url` on the leg of the person who answered, while the caller hears ringing. Returns
 * whether the two are bridged: yes at the end of the document, no after `<Hangup/>` or if the
 * person hangs up.
 */
export async function runWhisper(
  context: VerbContext,
  { element, to }: DialTarget,
  callSid: string,
  answer: Answerer,
  own?: OwnNumberCall,
): Promise<boolean> {
  const { url, method } = element.attributes;
  const { leg: caller, run } = context;
  if (url === undefined) return answer !== 'declined';
  const leg = new Leg({
    network: caller.network,
    clock: caller.clock,
    timeline: caller.timeline,
    callSid,
    person: 'person',
    parentCallSid: caller.callSid,
    from: context.element.attributes.callerId ?? caller.from,
    to,
    direction: 'outbound-dial',
    digits: answer === 'answered' && !own ? ['1'] : [],
  });
  own?.connect(leg);
  own?.over.then(() => leg.hangUp());
  const leaves = caller.enter('whisper');
  const declines = answer === 'declined' ? caller.clock.now() + DECLINE_MS : leaves;
  leg.deadline = Math.min(leaves, declines);
  const callerGone = () => leg.hangUp();
  caller.hungUp.addEventListener('abort', callerGone, { once: true });
  const webhook = webhookOf({ leg, document: context.document }, url, method);
  const over = await run(leg, webhook, { experience: new Experience(), allowed });
  caller.hungUp.removeEventListener('abort', callerGone);
  if (leaves !== Number.POSITIVE_INFINITY) caller.hangUp();
  return over === 'done' && answer !== 'declined';
}
