import { error, warning } from '../alert';
import { finish } from '../call/action';
import { on, over, type RunVerb, type VerbContext } from '../call/context';
import type { Spent } from '../call/leg';
import type { PastLeg } from '../call/past-leg';
import type { Answerer, SipCredentials } from '../call/script';
import { newSid } from '../sid';
import { reportAnswer } from './answer-report';
import { type DialTarget, dialTargets } from './callee';
import { PICK_UP_MS, ring, ringOwnNumber, settled } from './ring';
import { readSeconds } from './speak';
import { runWhisper } from './whisper';

const RING_SECONDS = 30;
/** Twilio rings five seconds longer than `timeout`. */
const RING_BUFFER_SECONDS = 5;
const TALK_MS = 3000;
/** With a number of the account, one of the two ends the talk. */
const MOST_TALK_MS = 24 * 3_600_000;

type DialCallStatus = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/** The result of dialling one leg. */
interface Dialled {
  status: DialCallStatus;
  bridged: boolean;
  talkMs: number;
  callSid: string;
  target: DialTarget;
  spent: Spent;
  /** The SIP answer, if the status does not say it. */
  sipCode?: string;
}

/** A host that asks for nothing takes every call. */
const isLetIn = ({ noun, element }: DialTarget, wanted: SipCredentials | undefined): boolean =>
  noun !== 'Sip' ||
  wanted === undefined ||
  (element.attributes.username === wanted.username &&
    element.attributes.password === wanted.password);

const refusals: Partial<Record<Answerer, DialCallStatus>> = {
  busy: 'busy',
  failed: 'failed',
  'no-answer': 'no-answer',
};

/** Calls people and bridges the caller with the first who answers. */
export const dial: RunVerb = async (context) => {
  const { element, leg, experience, shared } = context;
  const targets = dialTargets(element);
  if (targets.length === 0) {
    leg.timeline.alert(error(13223, '<Dial> names nobody to call'));
    return finish(context, { DialCallStatus: 'failed' });
  }
  experience.reachedOut();
  let last: Dialled | undefined;
  // Twilio rings all of them at once; here they are tried one after the other.
  for (const target of targets) {
    const beganMs = leg.clock.now();
    const dialed: PastLeg = {
      callSid: newSid('CA'),
      parentCallSid: leg.callSid,
      from: element.attributes.callerId ?? leg.from,
      to: target.to,
      direction: 'outbound-dial',
      status: 'ringing',
      beganMs,
      answeredMs: null,
      endedMs: null,
    };
    shared.legs.push(dialed);
    last = await call(context, target, dialed);
    dialed.status = last.status;
    dialed.endedMs = leg.clock.now();
    if (last.status === 'completed') dialed.answeredMs ??= beganMs + PICK_UP_MS;
    if (last.bridged || last.spent !== 'done') break;
  }
  if (last === undefined) return on;
  if (last.spent === 'cut') return over('cut');
  const { status, bridged, talkMs, callSid, target, sipCode = sipCodes[status] } = last;
  return finish(context, {
    DialCallStatus: status,
    DialCallSid: callSid,
    ...(!leg.network.deviations.noDialBridged && { DialBridged: String(bridged) }),
    ...(bridged && { DialCallDuration: String(Math.round(talkMs / 1000)) }),
    ...(target.noun === 'Sip' && {
      DialSipCallId: `${callSid}@local`,
      DialSipResponseCode: sipCode,
    }),
  });
};

async function call(context: VerbContext, target: DialTarget, dialed: PastLeg): Promise<Dialled> {
  const { leg, shared, experience, element } = context;
  const { timeline } = leg;
  const { callSid } = dialed;
  for (const alert of target.alerts) timeline.alert(alert);
  const details = { ...element.attributes, ...target.context };
  timeline.add({
    from: 'twilio',
    to: 'person',
    what: `calls ${target.to}`,
    begins: 'ringing',
    details,
  });

  const result = { bridged: false, talkMs: 0, callSid, target };
  if (!hasCallerId(context, target)) return { ...result, status: 'failed', spent: 'done' };
  if (!isLetIn(target, shared.script.sipCredentials)) {
    timeline.add({ from: 'person', to: 'twilio', what: 'refuses the user name and password' });
    return { ...result, status: 'failed', spent: 'done', sipCode: '403' };
  }
  const rings = readSeconds(element.attributes.timeout, RING_SECONDS) + RING_BUFFER_SECONDS;
  const own = target.noun === 'Number' ? leg.network.callOwnNumber(dialed) : undefined;
  const { answer, spent: rung } = own
    ? await ringOwnNumber(leg, own, rings)
    : await ring(leg, shared.answer({ noun: target.noun, to: target.to }), rings);
  if (rung !== 'done') return { ...result, status: 'canceled', spent: rung };
  const unanswered = refusals[answer];
  if (unanswered !== undefined) {
    timeline.add({ from: 'person', to: 'twilio', what: unanswered });
    return { ...result, status: unanswered, spent: 'done' };
  }

  const machine = answer === 'voicemail-box';
  timeline.add({ from: 'person', to: 'twilio', what: machine ? 'a machine answers' : 'answers' });
  const digits = target.element.attributes.sendDigits;
  if (digits !== undefined) {
    if (!/^[0-9A-D*#wW]+$/.test(digits)) timeline.alert(error(13222, `sendDigits="${digits}"`));
    timeline.add({ from: 'twilio', to: 'person', what: `sends the digits ${digits}` });
    own?.press(digits);
  }
  await reportAnswer(context, target, callSid);
  if (own) dialed.answeredMs = leg.clock.now();
  const accepted = await runWhisper(context, target, callSid, answer, own);
  if (leg.hungUp.aborted || !accepted) own?.hangUp();
  if (leg.hungUp.aborted) return { ...result, status: 'canceled', spent: 'hung-up' };
  if (!accepted) {
    timeline.add({ from: 'person', to: 'twilio', what: 'does not take the call' });
    return { ...result, status: 'completed', spent: 'done' };
  }
  experience.talkedToPerson();
  timeline.add({ from: 'person', to: 'caller', what: 'talks with the caller', begins: 'person' });
  const began = leg.clock.now();
  own?.connect(leg);
  const spent = own
    ? await leg.spend('talk', MOST_TALK_MS, settled(own.over))
    : await leg.spend('talk', shared.script.talkMs ?? TALK_MS);
  own?.hangUp();
  const talkMs = leg.clock.now() - began;
  if (spent === 'done') timeline.add({ from: 'person', to: 'twilio', what: 'hangs up' });
  return { ...result, status: 'completed', bridged: true, talkMs, spent };
}

const sipCodes: Record<DialCallStatus, string> = {
  completed: '200',
  busy: '486',
  'no-answer': '480',
  failed: '503',
  canceled: '487',
};

/**
 * Whether Twilio has a caller ID for the call. A Voice SDK caller has none of their own, and that of a SIP
 * caller is no phone number: without a `callerId` the call fails. Any other ID that is not valid raises a
 * warning. https://www.twilio.com/docs/voice/twiml/dial#callerid
 */
function hasCallerId({ element, leg }: VerbContext, { noun }: DialTarget): boolean {
  const { callerId } = element.attributes;
  const invalid = (id: string) => `"${id}" is not a valid caller ID for this call`;
  const lacking = noun === 'Number' ? /^(client|sips?):/ : noun === 'Sip' ? /^client:/ : undefined;
  const isRefused = callerId === undefined && leg.network.deviations.refusesCallerId;
  if (isRefused || (callerId === undefined && lacking?.test(leg.from))) {
    leg.timeline.alert(error(13214, invalid(leg.from)));
    return false;
  }
  const id = callerId ?? leg.from;
  const rule = noun === 'Number' ? /^\+[1-9][0-9]{6,14}$/ : /^(client:|sips?:)?[\w+.@-]+$/;
  if (!rule.test(id)) leg.timeline.alert(warning(13214, invalid(id)));
  return true;
}
