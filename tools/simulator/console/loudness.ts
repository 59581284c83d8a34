import { decode } from '../audio/g711';

/** Decibels below the loudest possible sound that count as silence. */
const RANGE_DB = 50;

/** How loud μ-law audio is, on a scale as ears hear it: 0 is silence, 1 as loud as can be. */
export function loudness(audio: Uint8Array): number {
  let sum = 0;
  for (const byte of audio) sum += decode(byte) ** 2;
  const level = Math.sqrt(sum / audio.length) / 32_768;
  return Math.max(0, 1 + (20 * Math.log10(level || 1e-9)) / RANGE_DB);
}
