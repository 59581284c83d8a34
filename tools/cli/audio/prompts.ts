/**
 * Writes the prompts of `tools/simulator/asapp/prompts/`: each `.txt` is spoken by espeak-ng and becomes
 * a `.ulaw` beside it. Run it with `npx tsx tools/cli/audio/prompts.ts`.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { encode } from '../../simulator';

const FOLDER = 'tools/simulator/asapp/prompts';
const RATE = 8_000; // Hz: what a phone line carries
/** Loudest sample, of 32,767: telephone speech is not driven to the limit. */
const PEAK = 16_000;
/** Below this a sample counts as silence at the ends of a prompt. */
const QUIET = 300;

/** espeak-ng's voices by prompt; all others have the agent's voice. */
const voices: Record<string, string> = { person: 'en-gb+f3', caller: 'en-us+m3' };
const AGENT = 'en-us+f4';

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.txt'))) {
  const name = basename(file, '.txt');
  const text = readFileSync(join(FOLDER, file), 'utf8').trim();
  const wave = execFileSync('espeak-ng', ['-v', voices[name] ?? AGENT, '-s', '165', '--stdout'], {
    input: text,
  });
  const { rate, samples } = readWave(wave);
  const spoken = trimmed(resampled(samples, rate));
  const gain = PEAK / Math.max(...spoken.map(Math.abs));
  const audio = Buffer.from(spoken.map((sample) => encode(sample * gain)));
  writeFileSync(join(FOLDER, `${name}.ulaw`), audio);
  console.log(`${name}: ${(audio.length / RATE).toFixed(1)} s`);
}

/** The samples of 16-bit mono that espeak-ng writes: a 44-byte header, then data to the end. */
function readWave(wave: Buffer): { rate: number; samples: number[] } {
  const samples = wave.subarray(44);
  return {
    rate: wave.readUInt32LE(24),
    samples: Array.from({ length: samples.length >> 1 }, (_, at) => samples.readInt16LE(at * 2)),
  };
}

/** At 8 kHz, through a windowed sinc that leaves nothing above 3.6 kHz. */
function resampled(samples: number[], rate: number): number[] {
  const step = rate / RATE;
  const cutoff = 3_600 / rate;
  const reach = 64;
  return Array.from({ length: Math.floor(samples.length / step) }, (_, index) => {
    const centre = index * step;
    let sum = 0;
    for (let at = Math.ceil(centre - reach); at <= centre + reach; at += 1) {
      const x = at - centre;
      const sinc = x === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
      const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / reach);
      sum += (samples[at] ?? 0) * sinc * window;
    }
    return sum;
  });
}

/** Without the silence at both ends, except 20 ms of it. */
function trimmed(samples: number[]): number[] {
  const loud = (sample: number) => Math.abs(sample) > QUIET;
  const margin = RATE / 50;
  const first = Math.max(0, samples.findIndex(loud) - margin);
  return samples.slice(first, samples.findLastIndex(loud) + margin);
}
