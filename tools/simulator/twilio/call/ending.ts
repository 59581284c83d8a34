import type { End } from './end';

export { type End, endedWell } from './end';

/** How the documents of a leg ended. */
export type Over =
  /** The last verb of the last document is done. */
  | 'done'
  /** `<Hangup>`. */
  | 'hung-up'
  /** The person on the leg has hung up. */
  | 'caller-left'
  | 'rejected'
  /** Neither a document nor a fallback could be fetched: Twilio's error message. */
  | 'application-error'
  /** Text that is not TwiML was spoken, and the call ended. */
  | 'read-aloud'
  /** The call was redirected to a place that takes it over. */
  | 'taken-over'
  /** `<Leave>`, in a queue. */
  | 'left'
  /** The leg's deadline has come. */
  | 'cut';

/** What the caller experienced; only the last of it decides how the call ended. */
export class Experience {
  #last: 'nothing' | 'words' | 'agent-or-ringing' | 'person' | 'message' = 'nothing';
  /** The caller hung up after waiting too long. */
  gaveUp = false;

  /** Words or audio were played. */
  heardWords(): void {
    // Words after a conversation or a message change nothing.
    if (this.#last === 'nothing' || this.#last === 'agent-or-ringing') this.#last = 'words';
  }

  /** An agent's stream, ringing or a queue has begun or ended: earlier words no longer count. */
  reachedOut(): void {
    this.#last = 'agent-or-ringing';
  }

  talkedToPerson(): void {
    this.#last = 'person';
  }

  leftMessage(): void {
    this.#last = 'message';
  }

  /** How the call ended, given how its documents did. */
  judge(how: Over): End {
    if (how === 'application-error' || how === 'read-aloud') return how;
    if (how === 'rejected') return 'dropped';
    if (how === 'taken-over') return 'with-system';
    if (this.#last === 'message') return 'voicemail';
    if (this.#last === 'person') return 'with-person';
    if (how === 'caller-left') return this.gaveUp ? 'silence' : 'caller-hung-up';
    if (this.#last === 'words') return 'goodbye';
    return this.#last === 'nothing' ? 'silence' : 'dropped';
  }
}
