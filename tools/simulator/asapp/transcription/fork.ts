import type { FromTwilio } from '../../media-stream/messages';
import type { TranscribedCalls } from './calls';

/** AutoTranscribe's side of one forked call: it only listens. */
export class Listener {
  /** Frames heard on the caller's track. */
  heard = 0;
  #callSid: string | undefined;
  #leave: () => void = () => {};

  readonly #calls: TranscribedCalls;
  readonly #report: (text: string) => void;

  constructor(calls: TranscribedCalls, report: (text: string) => void) {
    this.#calls = calls;
    this.#report = report;
  }

  receive(message: FromTwilio): void {
    if (message.event === 'start') {
      const { callSid, tracks } = message.start;
      if (tracks.length !== 2) this.#report(`a fork needs both tracks, not ${tracks.join()}`);
      this.#callSid = callSid;
      this.#leave = this.#calls.arrive(callSid);
    } else if (message.event === 'media' && this.#callSid !== undefined) {
      const { track } = message.media;
      if (track === 'inbound') this.heard += 1;
      this.#calls.hear(this.#callSid, track);
    }
  }

  /** The socket is closed. */
  end(): void {
    this.#leave();
    this.#leave = () => {};
  }
}
