import { decode, silentFrame } from '../audio/mulaw';
import type { Phone } from '../twilio/stream/phone';

/** Older audio of the microphone is dropped, so that the caller does not fall behind. */
const JITTER_FRAMES = 10;
/** The recorded caller speaks when the agent has been silent for this many frames. */
const PAUSE_FRAMES = 30;
/** … or this many, if the agent has not said anything yet. */
const PATIENCE_FRAMES = 150;

/** A phone whose microphone, loudspeaker and keypad are in a browser. */
export class BrowserPhone implements Phone {
  readonly #play: (frame: Buffer) => void;
  /** What a caller without a microphone will say. */
  readonly #sample: Buffer[];
  #spoken: Buffer[] = [];
  #pressed: string[] = [];
  #heardAnything = false;
  #silentFor = 0;
  #levels = { caller: 0, agent: 0 };

  /** `play` gets each frame for the loudspeaker. With a `sample`, no microphone is expected. */
  constructor(play: (frame: Buffer) => void, sample: readonly Buffer[] = []) {
    this.#play = play;
    this.#sample = [...sample];
  }

  /** 20 ms from the page's microphone. */
  speak(frame: Buffer): void {
    this.#spoken.push(frame);
    if (this.#spoken.length > JITTER_FRAMES) this.#spoken.shift();
  }

  press(digit: string): void {
    this.#pressed.push(digit);
  }

  microphone(): Buffer {
    this.#silentFor += 1;
    const frame = this.#spoken.shift() ?? this.#nextOfSample() ?? silentFrame;
    this.#levels.caller = Math.max(this.#levels.caller, loudness(frame));
    return frame;
  }

  loudspeaker(frame: Buffer): void {
    this.#heardAnything = true;
    this.#silentFor = 0;
    this.#levels.agent = Math.max(this.#levels.agent, loudness(frame));
    this.#play(frame);
  }

  keys(): string[] {
    return this.#pressed.splice(0);
  }

  /** How loud both sides have been since the last call of this, from 0 to 1. */
  takeLevels(): { caller: number; agent: number } {
    const levels = this.#levels;
    this.#levels = { caller: 0, agent: 0 };
    return levels;
  }

  #nextOfSample(): Buffer | undefined {
    const pause = this.#heardAnything ? PAUSE_FRAMES : PATIENCE_FRAMES;
    return this.#silentFor > pause ? this.#sample.shift() : undefined;
  }
}

/** Decibels below the loudest possible sound that count as silence. */
const RANGE_DB = 50;

/** How loud μ-law audio is, on a scale as ears hear it: 0 is silence, 1 as loud as can be. */
export function loudness(audio: Uint8Array): number {
  let sum = 0;
  for (const byte of audio) sum += decode(byte) ** 2;
  const level = Math.sqrt(sum / audio.length) / 32_768;
  return Math.max(0, 1 + (20 * Math.log10(level || 1e-9)) / RANGE_DB);
}
