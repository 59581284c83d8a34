/**
 * Writes `assets/hold-music.wav`, the 24 s of music that callers hear in a queue: soft broken chords,
 * generated here so that nobody else holds rights in them. Run it with
 * `npx tsx tools/cli/audio/hold-music.ts`.
 */
import { writeFileSync } from 'node:fs';

const RATE = 8_000; // Hz: what a phone line carries
const BEAT = RATE * 0.75;
const CHORDS = [
  [261.6, 329.6, 392.0, 493.9],
  [220.0, 261.6, 329.6, 392.0],
  [174.6, 220.0, 261.6, 329.6],
  [196.0, 246.9, 293.7, 392.0],
];
const NOTES = [...CHORDS, ...CHORDS].flat();

/** One sample, from -1 to 1: each note fades over three beats into the next ones. */
function sample(at: number): number {
  let sum = 0;
  const current = Math.floor(at / BEAT);
  for (let beat = Math.max(0, current - 2); beat <= current; beat += 1) {
    const frequency = NOTES[beat];
    if (frequency === undefined) continue;
    const age = at - beat * BEAT;
    const attack = Math.min(1, age / 200);
    const decay = Math.exp(-age / (BEAT * 0.9));
    const phase = (2 * Math.PI * frequency * age) / RATE;
    sum += attack * decay * (Math.sin(phase) + 0.25 * Math.sin(2 * phase));
  }
  return sum * 0.22;
}

/** G.711 μ-law of one sample. */
function muLaw(value: number): number {
  const sign = value < 0 ? 0x80 : 0;
  const magnitude = Math.min(32_635, Math.round(Math.abs(value) * 32_767)) + 132;
  const exponent = Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

const audio = Buffer.from(
  Array.from({ length: NOTES.length * BEAT }, (_, at) => muLaw(sample(at))),
);
const header = Buffer.alloc(46);
header.write('RIFF', 0);
header.writeUInt32LE(38 + audio.length, 4);
header.write('WAVEfmt ', 8);
header.writeUInt32LE(18, 16);
header.writeUInt16LE(7, 20); // μ-law
header.writeUInt16LE(1, 22); // one channel
header.writeUInt32LE(RATE, 24);
header.writeUInt32LE(RATE, 28);
header.writeUInt16LE(1, 32);
header.writeUInt16LE(8, 34);
header.write('data', 38);
header.writeUInt32LE(audio.length, 42);
writeFileSync('assets/hold-music.wav', Buffer.concat([header, audio]));
