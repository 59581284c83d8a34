import { Resampler } from '../../../../console/page/audio/resampler';

const RATES: [number, number][] = [
  [48_000, 8000],
  [44_100, 8000],
  [8000, 48_000],
  [8000, 44_100],
  [8000, 8000],
];

/** A second of a sine, pushed through in the blocks of 128 samples of a browser. */
function resampled(hertz: number, from: number, to: number): Float32Array {
  const resampler = new Resampler(from, to);
  const output: number[] = [];
  for (let start = 0; start < from; start += 128) {
    const block = Float32Array.from({ length: 128 }, (_, at) =>
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

test.each(RATES)('from %i to %i Hz a second stays a second', (from, to) => {
  expect(Math.abs(resampled(440, from, to).length - to)).toBeLessThan(0.01 * to);
});

test.each(RATES)('from %i to %i Hz a tone of speech comes through as it was', (from, to) => {
  expect(share(resampled(1000, from, to), 1000, to)).toBeCloseTo(1, 1);
});

test('what 8 kHz cannot hold is kept out instead of folded into speech', () => {
  const output = resampled(7000, 48_000, 8000);
  expect(share(output, 1000, 8000)).toBeLessThan(0.02);
});
