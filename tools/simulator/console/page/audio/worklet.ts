import { decode, encode } from '../../../audio/g711';
import { Resampler } from './resampler';

/**
 * The page's end of the phone line, in the browser's audio thread: the microphone's samples go out
 * as frames of 20 ms of μ-law, and such frames arrive for the loudspeaker. The message `hush` drops
 * audio that has not been played yet.
 */
const RATE = 8000;
const FRAME = 160;
/** Playing starts after this many frames: 60 ms, to even out the network. */
const CUSHION = 3;

class PhoneLine extends AudioWorkletProcessor {
  readonly #down = new Resampler(sampleRate, RATE);
  readonly #up = new Resampler(RATE, sampleRate);
  #frame = new Uint8Array(FRAME);
  #filled = 0;
  #incoming: Uint8Array[] = [];
  #ready: number[] = [];
  #playing = false;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<Uint8Array | 'hush'>) => {
      if (data === 'hush') this.#incoming = [];
      else this.#incoming.push(data);
    };
  }

  process([microphone]: Float32Array[][], [loudspeaker]: Float32Array[][]): boolean {
    const [heard] = microphone ?? [];
    if (heard !== undefined) this.#send(this.#down.push(heard));
    const [output] = loudspeaker ?? [];
    if (output !== undefined) this.#fill(output);
    return true;
  }

  #send(samples: Float32Array): void {
    for (const sample of samples) {
      this.#frame[this.#filled] = encode(sample * 32_767);
      this.#filled += 1;
      if (this.#filled < FRAME) continue;
      this.port.postMessage(this.#frame, [this.#frame.buffer]);
      this.#frame = new Uint8Array(FRAME);
      this.#filled = 0;
    }
  }

  #fill(output: Float32Array): void {
    if (this.#incoming.length >= CUSHION) this.#playing = true;
    while (this.#ready.length < output.length) {
      if (this.#incoming.length === 0) this.#playing = false;
      // Silence goes through the filter too: no click where speech begins or ends.
      const frame = this.#playing ? this.#incoming.shift() : undefined;
      const samples = Float32Array.from({ length: FRAME }, (_, at) => decode(frame?.[at] ?? 0xff));
      for (const sample of this.#up.push(samples)) this.#ready.push(sample / 32_768);
    }
    output.set(this.#ready.splice(0, output.length));
  }
}

registerProcessor('phone-line', PhoneLine);
