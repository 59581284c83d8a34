import { keepNewest } from '../newest';

/** What `start-streaming` said about a call. */
export interface TranscriptionSettings {
  customerId: string;
  agentId: string;
  autotranscribeParams?: Record<string, unknown>;
  twilioParams?: Record<string, unknown>;
}

/** One piece of a call that was transcribed, from a start to a stop. */
export interface TranscribedPart extends TranscriptionSettings {
  stopped: boolean;
}

interface Call {
  /** Sockets that bring its audio now. */
  sockets: number;
  /** Frames of each track that came while it was transcribed. */
  frames: { inbound: number; outbound: number };
  parts: TranscribedPart[];
}

/** The calls whose audio has reached AutoTranscribe, by CallSid. */
export class TranscribedCalls {
  readonly #calls = new Map<string, Call>();

  /** A socket brings the call's audio from now on; returns a function for its end. */
  arrive(callSid: string): () => void {
    const call = this.#calls.get(callSid) ?? {
      sockets: 0,
      frames: { inbound: 0, outbound: 0 },
      parts: [],
    };
    this.#calls.set(callSid, call);
    keepNewest(this.#calls);
    call.sockets += 1;
    return () => {
      call.sockets -= 1;
    };
  }

  hear(callSid: string, track: 'inbound' | 'outbound'): void {
    const call = this.#calls.get(callSid);
    if (call !== undefined && isOn(call)) call.frames[track] += 1;
  }

  /** Begins a part, or says why it cannot. */
  start(callSid: string, settings: TranscriptionSettings): 'started' | 'unknown' | 'already' {
    const call = this.#calls.get(callSid);
    if (call === undefined) return 'unknown';
    if (isOn(call)) return 'already';
    call.parts.push({ ...settings, stopped: false });
    return 'started';
  }

  /** Ends the running part, or says why it cannot. */
  stop(callSid: string): 'stopped' | 'unknown' | 'already' {
    const call = this.#calls.get(callSid);
    if (call === undefined) return 'unknown';
    const last = call.parts.at(-1);
    if (last === undefined || last.stopped) return 'already';
    last.stopped = true;
    return 'stopped';
  }

  /** The parts of a call so far, in order. */
  parts(callSid: string): readonly TranscribedPart[] {
    return this.#calls.get(callSid)?.parts ?? [];
  }

  /** Frames that were transcribed, per track. */
  frames(callSid: string): { inbound: number; outbound: number } {
    return this.#calls.get(callSid)?.frames ?? { inbound: 0, outbound: 0 };
  }
}

function isOn({ parts }: Call): boolean {
  return parts.at(-1)?.stopped === false;
}
