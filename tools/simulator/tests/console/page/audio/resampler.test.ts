import { Resampler } from '../../../../console/page/audio/resampler';

const RATES: [number, number][] = [
  [48_000, 8000],
  [44_100, 8000],
  [8000, 48_000],
  [8000, 44_100],
  [8000, 8000],
];

/** A browser hands over audio in blocks of so many samples. */
const BLOCK = 128;

/** About a tenth of a second, in whole blocks. */
const lengthAt = (rate: number) => Math.ceil(rate / 10 / BLOCK) * BLOCK;

/** A tenth of a second of a sine, pushed through block by block. */
function resampled(hertz: number, from: number, to: number): Float32Array {
  const resampler = new Resampler(from, to);
  const output: number[] = [];
  for (let start = 0; start < lengthAt(from); start += BLOCK) {
    const block = Float32Array.from({ length: BLOCK }, (_, at) =>
      Math.sin((2 * Math.PI * hertz * (start + at)) / from),
    );
    output.push(...resampler.push(block));
  }
  return Float32Array.from(output);
}

/** How much of a tone is in a signal: 1 for a full sine of it. */
function share(signal: Float32Array, hertz: number, rate: number): number {
  let [sine, cosine] = [0, 0];
  for (const [at, sample] of signal.entries()) {
    sine += sample * Math.sin((2 * Math.PI * hertz * at) / rate);
    cosine += sample * Math.cos((2 * Math.PI * hertz * at) / rate);
  }
  return (2 * Math.hypot(sine, cosine)) / signal.length;
}

test.each(RATES)('from %i to %i Hz a signal keeps its length', (from, to) => {
  const expected = (lengthAt(from) * to) / from;
  // The output is late by ten samples of the lower rate.
  const delay = 10 * Math.max(1, to / from);
  const { length } = resampled(440, from, to);
  expect(length).toBeGreaterThanOrEqual(expected - delay - 1);
  expect(length).toBeLessThanOrEqual(expected + 1);
});

test.each(RATES)('from %i to %i Hz a tone of speech keeps its loudness', (from, to) => {
  expect(share(resampled(1000, from, to), 1000, to)).toBeCloseTo(1, 1);
});

test('what 8 kHz cannot hold is filtered out instead of folded into speech', () => {
  const output = resampled(7000, 48_000, 8000);
  expect(share(output, 1000, 8000)).toBeLessThan(0.02);
});
