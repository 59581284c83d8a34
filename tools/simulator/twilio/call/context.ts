import type { OnFrame } from '../stream/client';
import type { Phone } from '../stream/phone';
import type { TwimlElement } from '../twiml/parse';
import type { Webhook } from '../webhook';
import type { BackgroundStreams } from './background-streams';
import type { Experience, Over } from './ending';
import type { Leg } from './leg';
import type { Answerer, Callee, CallScript, QueueFate } from './script';

/** What comes after a verb: the next one, another document, or the end. */
export type Next = { go: 'on' } | { go: 'to'; webhook: Webhook } | { go: 'over'; how: Over };

export const on: Next = { go: 'on' };
export const over = (how: Over): Next => ({ go: 'over', how });

/** The answers of the world around a call, in the order in which they are asked for. */
export interface Fates {
  script: CallScript;
  answer: (callee: Callee) => Answerer;
  queue: () => QueueFate;
  phone: Phone;
  onFrame: OnFrame;
  /** Callbacks (stream, recording, status) that are under way: nothing waits for their answers. */
  callbacks: Promise<unknown>[];
  streams: BackgroundStreams;
}

/** A verb's turn: the element, where it stands, and what it may use. */
export interface VerbContext {
  element: TwimlElement;
  /** URL of the document. */
  document: string;
  leg: Leg;
  experience: Experience;
  fates: Fates;
  /** Runs documents on a leg from a webhook on; `allowed` names the verbs that may stand there. */
  run(leg: Leg, first: Webhook, limits: RunLimits): Promise<Over>;
}

export interface RunLimits {
  experience: Experience;
  /** Verbs allowed in these documents; others are a complaint and are left out. */
  allowed?: ReadonlySet<string>;
}

export type RunVerb = (turn: VerbContext) => Promise<Next>;
