import fc from 'fast-check';
import { runs } from '../../../../tests/support/cases';
import { decode, encode, FRAME_BYTES, frames, tone } from '../../audio/mulaw';

test('encodes silence as 0xff', () => {
  expect(encode(0)).toBe(0xff);
  expect(decode(0xff)).toBe(0);
});

test('encodes every decoded byte as itself', () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 0x7f);
  expect(bytes.map((byte) => encode(decode(byte)))).toEqual(bytes);
});

test('decodes a sample to within a twentieth of the original', () => {
  fc.assert(
    fc.property(fc.integer({ min: -32_000, max: 32_000 }), (sample) => {
      expect(Math.abs(decode(encode(sample)) - sample)).toBeLessThanOrEqual(
        8 + Math.abs(sample) / 20,
      );
    }),
    { numRuns: runs(100) },
  );
});

test('cuts audio into frames of 20 ms and pads the last one with silence', () => {
  const cut = frames(tone(440, 50));
  expect(cut.map(({ length }) => length)).toEqual([FRAME_BYTES, FRAME_BYTES, FRAME_BYTES]);
  expect(cut.at(-1)?.subarray(80)).toEqual(Buffer.alloc(80, 0xff));
});
