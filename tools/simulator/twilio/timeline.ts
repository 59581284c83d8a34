import type { CallEvent } from './call-event';
import type { Clock } from './clock';
import type { Complaint } from './complaint';

export type { CallEvent, Party } from './call-event';

/** What happens in one call, line by line; each line is also reported as it happens. */
export class Timeline {
  readonly events: CallEvent[] = [];
  readonly #clock: Clock;
  readonly #onEvent: (event: CallEvent) => void;

  constructor(clock: Clock, onEvent: (event: CallEvent) => void = () => {}) {
    this.#clock = clock;
    this.#onEvent = onEvent;
  }

  /** Milliseconds since the call was placed. */
  get now(): number {
    return this.#clock.now();
  }

  /** Adds a line that happens now, or that began at `at`. */
  add(event: Omit<CallEvent, 'at'> & { at?: number }): void {
    const line = { ...event, at: Math.round(event.at ?? this.#clock.now()) };
    this.events.push(line);
    this.#onEvent(line);
  }

  /** Adds what Twilio would write to its Debugger. */
  complain(complaint: Complaint): void {
    this.add({ from: 'twilio', to: 'twilio', what: complaint.message, complaint });
  }

  /** What a developer should look at: everything but noise. */
  get complaints(): Complaint[] {
    return this.events.flatMap(({ complaint }) =>
      complaint !== undefined && complaint.level !== 'noise' ? [complaint] : [],
    );
  }
}
