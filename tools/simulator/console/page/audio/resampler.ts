/** Half the length of the filter, in samples of the lower of the two rates. */
const REACH = 10;
/** Steps of the filter's table between two samples. */
const STEPS = 64;

/**
 * Changes the rate of an endless signal, block by block, and lets nothing pass that the lower rate
 * cannot hold (windowed sinc). The output is late by REACH samples of the lower rate.
 */
export class Resampler {
  readonly #ratio: number;
  /** Samples of the input on each side of an output sample that count. */
  readonly #reach: number;
  readonly #table: Float32Array;
  #history: Float32Array;
  /** Where in the history the next output sample lies. */
  #position: number;

  constructor(from: number, to: number) {
    this.#ratio = from / to;
    const cutoff = 0.9 * Math.min(1, to / from);
    this.#reach = Math.ceil(REACH * Math.max(1, this.#ratio));
    this.#table = kernel(cutoff, this.#reach);
    this.#history = new Float32Array(2 * this.#reach);
    this.#position = this.#reach;
  }

  /** The output that this block of input completes. */
  push(input: Float32Array): Float32Array {
    const signal = new Float32Array(this.#history.length + input.length);
    signal.set(this.#history);
    signal.set(input, this.#history.length);
    const last = signal.length - this.#reach;
    const count = Math.max(0, Math.ceil((last - this.#position) / this.#ratio));
    const output = Float32Array.from({ length: count }, (_, index) =>
      this.#sample(signal, this.#position + index * this.#ratio),
    );
    const next = this.#position + count * this.#ratio;
    const used = Math.max(0, Math.floor(next) - this.#reach);
    this.#history = signal.slice(used);
    this.#position = next - used;
    return output;
  }

  #sample(signal: Float32Array, at: number): number {
    let sum = 0;
    const end = Math.floor(at) + this.#reach;
    for (let index = end - 2 * this.#reach + 1; index <= end; index += 1) {
      const weight = this.#table[Math.round(Math.abs(index - at) * STEPS)] ?? 0;
      sum += (signal[index] ?? 0) * weight;
    }
    return sum;
  }
}

/** The filter from its middle outwards; `cutoff` as a part of the input's half rate. */
function kernel(cutoff: number, reach: number): Float32Array {
  return Float32Array.from({ length: reach * STEPS + 1 }, (_, step) => {
    const x = step / STEPS;
    const sinc = x === 0 ? cutoff : Math.sin(Math.PI * cutoff * x) / (Math.PI * x);
    return sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / reach));
  });
}
