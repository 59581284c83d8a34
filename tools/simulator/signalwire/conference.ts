import { randomUUID } from 'node:crypto';
import type { ConferenceStream } from './stream';

/** A conference: who is in it, and the streams that were started on it. */
export class Conference {
  readonly sid = randomUUID();
  /** CallSids. */
  readonly participants: string[] = [];
  readonly streams: ConferenceStream[] = [];
  status: 'waiting' | 'in-progress' | 'ended' = 'waiting';

  /** A participant joins; the second one starts the conference. Returns the resulting events. */
  join(callSid: string = randomUUID()): string[] {
    this.participants.push(callSid);
    if (this.status === 'waiting' && this.participants.length >= 2) {
      this.status = 'in-progress';
      return ['participant-join', 'conference-start'];
    }
    return ['participant-join'];
  }

  /** Everybody leaves. */
  end(): void {
    this.status = 'ended';
    this.participants.length = 0;
    for (const stream of this.streams) stream.stop();
  }

  /** A stream by its name or its SID. */
  stream(nameOrSid: string): ConferenceStream | undefined {
    return this.streams.find(({ name, sid }) => name === nameOrSid || sid === nameOrSid);
  }
}
