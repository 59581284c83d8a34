import type { Over } from './turn';

/**
 * How a call ended, from the caller's side.
 *
 * Well:
 * - `with-person`: it was bridged to somebody, by Dial or from a queue
 * - `with-system`: it was redirected to a Studio flow or a TwiML URL outside that took it over
 * - `voicemail`: a message was recorded
 * - `goodbye`: words were spoken (Say or Play) after all else was over, then the call ended
 * - `caller-hung-up`: the caller left of their own accord
 *
 * Badly:
 * - `dropped`: the line went dead without a word after the caller had been with an agent, had
 *   heard ringing or had waited in a queue; or the call was rejected
 * - `silence`: the call ended and the caller had heard nothing at all, or gave up on a call that
 *   led nowhere
 * - `application-error`: the caller heard Twilio's own error message
 * - `read-aloud`: text that is no TwiML was read to the caller
 */
export type End =
  | 'with-person'
  | 'with-system'
  | 'voicemail'
  | 'goodbye'
  | 'caller-hung-up'
  | 'dropped'
  | 'silence'
  | 'application-error'
  | 'read-aloud';

const good: ReadonlySet<End> = new Set([
  'with-person',
  'with-system',
  'voicemail',
  'goodbye',
  'caller-hung-up',
]);

export const endedWell = (end: End): boolean => good.has(end);

/** What the caller has been through; only what came last says how the call ended. */
export class Experience {
  #last: 'nothing' | 'words' | 'agent-or-ringing' | 'person' | 'message' = 'nothing';
  /** The caller lost patience. */
  gaveUp = false;

  /** Words or audio were played. */
  heardWords(): void {
    // A word after a talk or a message does not undo it.
    if (this.#last === 'nothing' || this.#last === 'agent-or-ringing') this.#last = 'words';
  }

  /** An agent's stream, ringing or a queue has begun or ended: what was said before is past. */
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
