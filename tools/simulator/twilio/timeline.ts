import type { Alert } from './alert';
import type { CallEvent } from './call-event';
import type { Clock } from './clock';

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
  alert(alert: Alert): void {
    this.add({ from: 'twilio', to: 'twilio', what: alert.message, alert });
  }

  /** What a developer should look at: everything but noise. */
  get alerts(): Alert[] {
    return this.events.flatMap(({ alert }) =>
      alert !== undefined && alert.level !== 'noise' ? [alert] : [],
    );
  }
}
