import { encode } from './g711';

export { decode, encode } from './g711';

/**
 * μ-law at 8 kHz, the audio of a media stream: one byte per sample, 160 bytes in 20 ms.
 */
export const SAMPLES_PER_SECOND = 8000;
export const FRAME_MS = 20;
export const FRAME_BYTES = (SAMPLES_PER_SECOND * FRAME_MS) / 1000;

const SILENCE = 0xff;

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

/** Cuts audio into frames of 20 ms; the last one is padded with silence. */
export function frames(audio: Buffer): Buffer[] {
  const count = Math.ceil(audio.length / FRAME_BYTES);
  return Array.from({ length: count }, (_, index) => {
    const frame = audio.subarray(index * FRAME_BYTES, (index + 1) * FRAME_BYTES);
    return frame.length === FRAME_BYTES
      ? frame
      : Buffer.concat([frame, silentFrame.subarray(frame.length)]);
  });
}
