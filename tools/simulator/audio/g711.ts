/**
 * μ-law, the audio of a media stream: one byte per sample. After ITU-T G.711. Separate from
 * mulaw.ts because it also runs in a browser, which has no Buffer.
 */
const BIAS = 0x84;
const CLIP = 32_635;

/** One 16-bit sample as a μ-law byte. */
export function encode(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(Math.trunc(sample)), CLIP) + BIAS;
  const exponent = Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** A μ-law byte as a 16-bit sample. */
export function decode(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;
  return (bits & 0x80) === 0 ? magnitude : -magnitude;
}
