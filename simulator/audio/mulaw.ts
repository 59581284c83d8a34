/**
 * μ-law at 8 kHz, the audio of a media stream: one byte per sample, 160 bytes in 20 ms.
 * Encoding after ITU-T G.711.
 */
export const SAMPLES_PER_SECOND = 8000;
export const FRAME_MS = 20;
export const FRAME_BYTES = (SAMPLES_PER_SECOND * FRAME_MS) / 1000;

const SILENCE = 0xff;
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

export const silentFrame: Buffer = Buffer.alloc(FRAME_BYTES, SILENCE);

/** A soft tone of `hertz` that lasts `ms`. */
export function tone(hertz: number, ms: number): Buffer {
  const samples = Math.round((SAMPLES_PER_SECOND * ms) / 1000);
  const loudness = 6000;
  return Buffer.from(
    Array.from({ length: samples }, (_, index) =>
      encode(loudness * Math.sin((2 * Math.PI * hertz * index) / SAMPLES_PER_SECOND)),
    ),
  );
}

/** Cuts audio into frames of 20 ms; the last one is filled up with silence. */
export function frames(audio: Buffer): Buffer[] {
  const count = Math.ceil(audio.length / FRAME_BYTES);
  return Array.from({ length: count }, (_, index) => {
    const frame = audio.subarray(index * FRAME_BYTES, (index + 1) * FRAME_BYTES);
    return frame.length === FRAME_BYTES
      ? frame
      : Buffer.concat([frame, silentFrame.subarray(frame.length)]);
  });
}
