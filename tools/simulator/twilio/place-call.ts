import type { Alert } from './alert';
import { BackgroundStreams } from './call/background-streams';
import type { CallRecording } from './call/call-recording';
import type { QueueVisit, SharedCall } from './call/context';
import { type End, Experience, endedWell } from './call/ending';
import { type CallDirection, Leg } from './call/leg';
import type { PastLeg } from './call/past-leg';
import { runDocuments } from './call/run';
import {
  type Answerer,
  type Callee,
  type CallScript,
  type QueueScript,
  taker,
} from './call/script';
import { Clock } from './clock';
import type { FarEnd, Network } from './network';
import { newSid } from './sid';
import type { FormParameters } from './signature';
import type { OnFrame } from './stream/client';
import { type Phone, scriptedPhone } from './stream/phone';
import type { Task } from './task';
import { type CallEvent, Timeline } from './timeline';
import { startStream } from './verbs/start';
import { ask, type Webhook } from './webhook';

/** What is bound to the number that is called. Default methods: POST. */
export interface NumberBinding {
  /** Absolute; default: `/engage` of the service. */
  voiceUrl?: string;
  voiceMethod?: 'GET' | 'POST';
  fallbackUrl?: string;
  statusCallback?: string;
}

export interface CallOptions extends NumberBinding {
  callSid?: string;
  from?: string;
  to?: string;
  direction?: CallDirection;
  /** Parameters beyond Twilio's standard ones, for instance `CallerName`. */
  parameters?: FormParameters;
  /** What people do, and what happens in queues. */
  script?: CallScript;
  /** The caller's phone; default: one that hums. */
  phone?: Phone;
  onEvent?: (event: CallEvent) => void;
  /** Called with each message on the socket of a two-way stream. */
  onFrame?: OnFrame;
  /** TwiML of an outbound call, in place of the voice URL. */
  twiml?: string;
  /** Called when the call begins, for example to hang up later or to add lines. */
  onBegin?: (call: LiveCall) => void;
  /** Called once, when the call is answered. */
  onAnswer?: () => void;
}

/** A call that is under way. */
export interface LiveCall {
  callSid: string;
  timeline: Timeline;
  /** Unix time in ms. */
  placedAt: number;
  /** The caller's leg, then each leg that was dialed. */
  legs: readonly PastLeg[];
  /** Recordings of the call, and messages that were recorded. */
  recordings: readonly CallRecording[];
  /** The queues that it has been in. */
  queues: readonly QueueVisit[];
  /** The TaskRouter tasks that its queues have made. */
  tasks: readonly Task[];
  /** Starts a one-way stream as the REST API does; the attributes are those of `<Stream>`. */
  startStream(attributes: Record<string, string>): void;
  /** The caller presses keys now. */
  press(digits: string): void;
  /** Leads the keys that this call plays to the other end of the line. */
  connect(far: FarEnd): void;
  /** The caller hangs up now. */
  hangUp(): void;
  /** Settles when everything about the call is over, its callbacks included. */
  readonly over: Promise<void>;
}

export interface CallReport {
  callSid: string;
  from: string;
  to: string;
  /** See `End`: what each means, and which are good. */
  end: End;
  endedWell: boolean;
  /** Length of the call in milliseconds, on its own clock. */
  ms: number;
  events: CallEvent[];
  /** What Twilio's Debugger would show, without mere noise. */
  alerts: Alert[];
}

/** Places one call and follows it to its end. Throws only because of a bug in the simulator. */
export async function placeCall(network: Network, options: CallOptions = {}): Promise<CallReport> {
  const { from = '+15550100001', to = '+15550100002', script = {} } = options;
  const clock = new Clock(network.pace);
  const timeline = new Timeline(clock, options.onEvent);
  const experience = new Experience();
  const leg = new Leg({
    network,
    clock,
    timeline,
    from,
    to,
    direction: options.direction ?? 'inbound',
    callSid: options.callSid ?? newSid('CA'),
    hangUp: script.hangUp,
    digits: script.digits,
    onAnswer: options.onAnswer,
    extra: options.parameters,
  });
  const shared = shareCall(options, leg);
  const callersLeg: PastLeg = {
    callSid: leg.callSid,
    parentCallSid: null,
    from,
    to,
    direction: options.direction ?? 'inbound',
    status: 'in-progress',
    beganMs: 0,
    answeredMs: 0,
    endedMs: null,
  };
  shared.legs.push(callersLeg);
  let settle = () => {};
  const over = new Promise<void>((resolve) => {
    settle = resolve;
  });
  options.onBegin?.({
    callSid: leg.callSid,
    timeline,
    placedAt: Date.now(),
    legs: shared.legs,
    recordings: shared.recordings,
    queues: shared.queues,
    tasks: shared.tasks,
    startStream(attributes) {
      const element = { name: 'Stream', attributes, children: [], text: '' };
      startStream({ leg, shared, element, document: network.serviceOrigin });
    },
    press: (digits) => leg.press(digits),
    connect(far) {
      leg.far = far;
    },
    hangUp: () => leg.hangUp(),
    over,
  });
  timeline.add({ from: 'caller', to: 'twilio', what: `calls ${to}`, details: { from } });

  const {
    voiceUrl = `${network.serviceOrigin}/engage`,
    voiceMethod = 'POST',
    fallbackUrl,
  } = options;
  const first = webhook(leg, voiceUrl, voiceMethod);
  const fallback = fallbackUrl === undefined ? undefined : webhook(leg, fallbackUrl, 'POST');
  // A number's first webhook arrives while the phone still rings.
  const { firstCallStatus = 'ringing' } = network.deviations;
  first.parameters.CallStatus =
    options.direction === 'outbound-api' ? 'in-progress' : firstCallStatus;
  const { twiml } = options;
  const beginning = twiml === undefined ? first : { twiml };
  const how = await runDocuments(leg, beginning, { shared, experience, fallback });
  const end = experience.judge(how);
  const ms = Math.round(clock.now());
  if (how === 'application-error') {
    timeline.add({ from: 'twilio', to: 'caller', what: 'says that an application error occurred' });
  }
  leg.hangUp();
  const unanswered = leg.refusal ?? (how === 'caller-left' ? 'no-answer' : 'completed');
  const status = leg.isAnswered ? 'completed' : unanswered;
  Object.assign(callersLeg, { status, endedMs: ms });
  await shared.streams.stopAll();
  await reportEnd(leg, options.statusCallback, ms);
  await Promise.all(shared.callbacks);
  timeline.add({ from: 'twilio', to: 'caller', what: `the call is over: ${end}` });
  settle();
  const { alerts } = timeline;
  // Lines are added when they are complete, and reported in the order in which they began.
  const events = timeline.events.toSorted((one, other) => one.at - other.at);
  return { callSid: leg.callSid, from, to, end, endedWell: endedWell(end), ms, events, alerts };
}

const webhook = (leg: Leg, url: string, method: Webhook['method']): Webhook => ({
  url,
  method,
  parameters: leg.parameters(),
});

function shareCall({ script = {}, phone, onFrame }: CallOptions, leg: Leg): SharedCall {
  const own = phone ?? scriptedPhone(script.streamKeys);
  const queue = taker<QueueScript, undefined>(script.queues, { result: 'bridged' });
  return {
    script,
    answer: taker<Answerer, Callee>(script.answers, 'answered'),
    queue: () => queue(undefined),
    phone: {
      microphone: () => own.microphone(),
      loudspeaker: (frame) => own.loudspeaker(frame),
      keys: () => [...own.keys(), ...leg.takeKeys()],
    },
    onFrame: onFrame ?? (() => {}),
    callbacks: [],
    streams: new BackgroundStreams(),
    legs: [],
    recordings: [],
    queues: [],
    tasks: [],
  };
}

/** The number's status callback: once, when the call is over. */
async function reportEnd(leg: Leg, url: string | undefined, ms: number): Promise<void> {
  if (url === undefined) return;
  const parameters = {
    ...leg.parameters(),
    CallDuration: String(Math.ceil(ms / 1000)),
    Timestamp: new Date().toUTCString(),
  };
  await ask(leg, { url, method: 'POST', parameters, background: true });
}
