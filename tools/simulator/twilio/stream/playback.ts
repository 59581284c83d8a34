import { FRAME_BYTES, silentFrame } from '../../audio/mulaw';

/** The audio waiting to be played to the caller, and the marks in it. */
export class Playback {
  #audio = Buffer.alloc(0);
  #marks: { name: string; after: number }[] = [];
  /** Bytes played so far. */
  #played = 0;

  /** Bytes waiting. */
  get waiting(): number {
    return this.#audio.length;
  }

  add(audio: Buffer): void {
    this.#audio = Buffer.concat([this.#audio, audio]);
  }

  /** A mark is due when the audio before it has been played. */
  mark(name: string): void {
    this.#marks.push({ name, after: this.#played + this.#audio.length });
  }

  /** The marks that are due now; each is returned once. */
  due(): string[] {
    const due = this.#marks.filter(({ after }) => after <= this.#played);
    this.#marks = this.#marks.filter(({ after }) => after > this.#played);
    return due.map(({ name }) => name);
  }

  /** The next 20 ms, or nothing in silence. */
  next(): Buffer | undefined {
    if (this.#audio.length === 0) return undefined;
    const frame = this.#audio.subarray(0, FRAME_BYTES);
    this.#audio = this.#audio.subarray(FRAME_BYTES);
    this.#played += frame.length;
    return frame.length === FRAME_BYTES
      ? frame
      : Buffer.concat([frame, silentFrame.subarray(frame.length)]);
  }

  /** Drops the audio; all marks become due. */
  clear(): void {
    this.#played += this.#audio.length;
    this.#audio = Buffer.alloc(0);
  }
}
