import { decode, encode } from '../../../audio/g711';
import { Resampler } from './resampler';

/**
 * The page's end of the phone line, in the browser's audio thread: the microphone's samples go out
 * as frames of 20 ms of μ-law, and such frames come in for the loudspeaker. The message `hush` drops
 * what is left to be played.
 */
const RATE = 8000;
const FRAME = 160;
/** Played from when so many frames have come in: 60 ms, for a network that is not even. */
const CUSHION = 3;
class PhoneLine extends AudioWorkletProcessor {
  #down = new Resampler(sampleRate, RATE);
  #up = new Resampler(RATE, sampleRate);
  #frame = new Uint8Array(FRAME);
  #filled = 0;
  #incoming = [];
  #ready = [];
  #playing = false;
  constructor() {
    super();
    this.port.onmessage = ({ data }) => {
      if (data === 'hush') this.#incoming = [];
      else this.#incoming.push(data);
    };
  }
  process([microphone], [loudspeaker]) {
    const [heard] = microphone ?? [];
    if (heard !== undefined) this.#send(this.#down.push(heard));
    const [output] = loudspeaker ?? [];
    if (output !== undefined) this.#fill(output);
    return true;
  }
  #send(samples) {
    for (const sample of samples) {
      this.#frame[this.#filled] = encode(sample * 32767);
      this.#filled += 1;
      if (this.#filled < FRAME) continue;
      this.port.postMessage(this.#frame, [this.#frame.buffer]);
      this.#frame = new Uint8Array(FRAME);
      this.#filled = 0;
    }
  }
  #fill(output) {
    if (this.#incoming.length >= CUSHION) this.#playing = true;
    while (this.#ready.length < output.length) {
      if (this.#incoming.length === 0) this.#playing = false;
      // Silence goes through the filter too: no click where speech begins or ends.
      const frame = this.#playing ? this.#incoming.shift() : undefined;
      const samples = Float32Array.from({ length: FRAME }, (_, at) => decode(frame?.[at] ?? 0xff));
      for (const sample of this.#up.push(samples)) this.#ready.push(sample / 32768);
    }
    output.set(this.#ready.splice(0, output.length));
  }
}
registerProcessor('phone-line', PhoneLine);
