import type { Clock } from '../clock';
import type { FarEnd, Network } from '../network';
import { newSid } from '../sid';
import type { FormParameters } from '../signature';
import type { Party, Timeline } from '../timeline';
import type { HangUp, Moment } from './script';

export type CallDirection = 'inbound' | 'outbound-api' | 'outbound-dial';

/** How a wait ended: after its full time, cut short from outside, or by a hang-up. */
export type Spent = 'done' | 'cut' | 'hung-up';

export interface LegOptions {
  network: Network;
  clock: Clock;
  timeline: Timeline;
  from: string;
  to: string;
  direction: CallDirection;
  /** Default: the caller. */
  person?: Party;
  callSid?: string;
  parentCallSid?: string;
  /** When and whether the person on this leg hangs up. */
  hangUp?: HangUp | undefined;
  /** What the person on this leg presses at each `<Gather>`. */
  digits?: readonly string[] | undefined;
  /** Called once, when the leg is answered. */
  onAnswer?: (() => void) | undefined;
  /** Parameters beyond the standard ones, for instance CallerName. */
  extra?: FormParameters | undefined;
}

/** One leg of a call: a person, a line, and the time they spend on it. */
export class Leg {
  readonly network: Network;
  readonly clock: Clock;
  readonly timeline: Timeline;
  readonly callSid: string;
  /** The party on it, for the time line. */
  readonly person: Party;
  readonly from: string;
  readonly to: string;
  /** What requests about this leg carry besides the usual, while it is in a queue. */
  queueParameters: () => FormParameters = () => ({});
  /** On the leg's clock: whatever it is doing ends then at the latest. */
  deadline = Number.POSITIVE_INFINITY;
  far: FarEnd | undefined;
  /** How the call was refused, if it was. */
  refusal: 'busy' | 'failed' | undefined;
  #isAnswered = false;
  readonly #options: LegOptions;
  readonly #hungUp = new AbortController();
  readonly #digits: string[];
  #visits = new Map<Moment, number>();
  /** Keys that have come over the line. */
  #heard = '';
  #keyComes = new AbortController();

  constructor(options: LegOptions) {
    this.#options = options;
    this.network = options.network;
    this.clock = options.clock;
    this.timeline = options.timeline;
    this.callSid = options.callSid ?? newSid('CA');
    this.person = options.person ?? 'caller';
    this.from = options.from;
    this.to = options.to;
    this.#digits = [...(options.digits ?? [])];
  }

  /** Fires when the person on this leg hangs up. */
  get hungUp(): AbortSignal {
    return this.#hungUp.signal;
  }

  /** The person on this leg hangs up now. */
  hangUp(): void {
    this.#hungUp.abort();
  }

  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** The leg is answered, if it was not before. */
  answer(): void {
    if (this.#isAnswered) return;
    this.#isAnswered = true;
    this.#options.onAnswer?.();
  }

  /** Keys come over the line: the other end plays them. */
  press(digits: string): void {
    this.#heard += digits.replace(/w/gi, '');
    this.#keyComes.abort();
    this.#keyComes = new AbortController();
  }

  /** Fires when the next key comes over the line. */
  get keyComes(): AbortSignal {
    return this.#keyComes.signal;
  }

  /** The keys that have come since they were last taken. */
  takeKeys(): string {
    const keys = this.#heard;
    this.#heard = '';
    return keys;
  }

  /** What the person presses at the next `<Gather>`. */
  nextDigits(): string {
    return this.#digits.shift() ?? this.takeKeys();
  }

  /** What Twilio sends with every request about this leg. */
  parameters(): FormParameters {
    const { network, callSid, from, to, hungUp } = this;
    const { direction, parentCallSid, extra } = this.#options;
    return {
      ...extra,
      AccountSid: network.accountSid,
      ApiVersion: '2010-04-01',
      CallSid: callSid,
      CallStatus: hungUp.aborted ? 'completed' : 'in-progress',
      Called: to,
      Caller: from,
      Direction: direction,
      From: from,
      ...(parentCallSid !== undefined && { ParentCallSid: parentCallSid }),
      To: to,
      ...this.queueParameters(),
    };
  }

  /**
   * Enters a moment. Returns when, on the leg's clock, the person hangs up in it: never, unless
   * the script says so.
   */
  enter(moment: Moment): number {
    const visit = (this.#visits.get(moment) ?? 0) + 1;
    this.#visits.set(moment, visit);
    const { hangUp } = this.#options;
    const planned = hangUp?.during === moment && visit === (hangUp.nth ?? 1);
    return planned ? this.clock.now() + (hangUp.afterMs ?? 0) : Number.POSITIVE_INFINITY;
  }

  /**
   * Spends `ms` in a moment, unless the person hangs up or the deadline comes first, or `early` ends it.
   */
  async spend(moment: Moment, ms: number, early?: AbortSignal): Promise<Spent> {
    const now = this.clock.now();
    const ends = now + ms;
    const planned = this.enter(moment);
    // A hang-up that is planned for this moment happens in it, however short it is.
    const leaves = planned === Number.POSITIVE_INFINITY ? planned : Math.min(planned, ends);
    const until = Math.min(ends, leaves, this.deadline);
    const wake = early ? AbortSignal.any([this.hungUp, early]) : this.hungUp;
    await this.clock.wait(until - now, wake);
    if (early?.aborted && !this.hungUp.aborted) return 'done';
    if (until === leaves) this.hangUp();
    if (this.hungUp.aborted) return 'hung-up';
    return until < ends ? 'cut' : 'done';
  }
}
