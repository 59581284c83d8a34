import type { OnFrame } from '../stream/client';
import type { Phone } from '../stream/phone';
import type { Task } from '../task';
import type { TwimlElement } from '../twiml/parse';
import type { Webhook } from '../webhook';
import type { BackgroundStreams } from './background-streams';
import type { CallRecording } from './call-recording';
import type { Experience, Over } from './ending';
import type { Leg } from './leg';
import type { PastLeg } from './past-leg';
import type { Answerer, Callee, CallScript, QueueScript } from './script';

/** What comes after a verb: the next one, another document, or the end. */
export type Next = { go: 'on' } | { go: 'to'; webhook: Webhook } | { go: 'over'; how: Over };

export const on: Next = { go: 'on' };
export const over = (how: Over): Next => ({ go: 'over', how });

/** A call's time in one queue. */
export interface QueueVisit {
  readonly sid: string;
  /** That of a workflow's queue is the workflow's SID. */
  readonly name: string;
  isWaiting: boolean;
}

/** What all legs of a call share: what the script decides, the caller's phone, callbacks and streams. */
export interface SharedCall {
  script: CallScript;
  answer: (callee: Callee) => Answerer;
  queue: () => QueueScript;
  phone: Phone;
  onFrame: OnFrame;
  /** Callbacks (stream, recording, status) that are under way; the call does not wait for them. */
  callbacks: Promise<unknown>[];
  streams: BackgroundStreams;
  /** The caller's leg, then each leg that was dialed. */
  legs: PastLeg[];
  /** Recordings of the call, and messages that were recorded. */
  recordings: CallRecording[];
  /** The queues that it has been in. */
  queues: QueueVisit[];
  /** The tasks that its queues have made. */
  tasks: Task[];
}

/** What a verb works with: its element, the leg, and what the call shares. */
export interface VerbContext {
  element: TwimlElement;
  /** URL of the document. */
  document: string;
  leg: Leg;
  experience: Experience;
  shared: SharedCall;
  /** Runs documents on a leg, beginning with a webhook. */
  run(leg: Leg, first: Webhook, limits: RunLimits): Promise<Over>;
}

export interface RunLimits {
  experience: Experience;
  /** Verbs allowed in these documents; others are left out with a warning. */
  allowed?: ReadonlySet<string>;
}

export type RunVerb = (turn: VerbContext) => Promise<Next>;
