import { curve, type Figure } from '../figure';
import { median, quantile } from '../statistics';
import type { CapacityRun, Spell } from './capacity';
import type { Sample } from './load';
import { lossShare } from './paper';

/** Width of a step of the curves, in ms. */
const STEP = 500;
/** From a step on in which fewer than this share is refused, the platform keeps up. */
const KEEPS_UP = 0.05;
/** Answers that take longer (ms) have waited for ASAPP: while it is down, those are the probes. */
const WAITED = 1_000;
/** The rate (calls/s) for which the targets with ASAPP down are set. */
const TARGET_RATE = 200;

/** What a run at one rate says of each spell. */
export function capacityFigures({ rate, report }: CapacityRun, spells: readonly Spell[]): Figure[] {
  let begins = 0;
  return spells.flatMap((spell) => {
    const ends = begins + spell.milliseconds;
    const samples = report.samples
      .filter(({ at }) => at >= begins && at < ends)
      .map((sample) => ({ ...sample, at: sample.at - begins }));
    begins = ends;
    const note = curve(sharesOverTime(samples, spell.milliseconds));
    const name = `${rate} calls/s, ASAPP ${spell.name}`;
    return spell.weather !== 'real' && 'down' in spell.weather
      ? downFigures(name, rate, samples, spell.milliseconds, note)
      : [
          figure(
            `${name}: refused${onPaper(rate, samples)}`,
            shareRefused(samples) * 100,
            '%',
            note,
          ),
        ];
  });
}

function downFigures(
  name: string,
  rate: number,
  samples: readonly Sample[],
  milliseconds: number,
  note: string,
): Figure[] {
  const shares = sharesOverTime(samples, milliseconds);
  const settled = (shares.findLastIndex((share) => share > KEEPS_UP) + 1) * STEP;
  const after = samples.filter(({ at }) => at >= settled);
  const times = after.filter(({ refused, ms }) => !refused && ms < WAITED).map(({ ms }) => ms);
  const targets = rate === TARGET_RATE;
  const opened = figure(`${name}: breakers open after`, settled / 1000, 's', note);
  // Refused to the very end, for instance where this machine is too slow for the load.
  if (times.length === 0) return [opened];
  const probes = after.filter(({ ms }) => ms >= WAITED).length;
  const answers = `${name}: answers after that, p99 (${probes} probes left out)`;
  return [
    opened,
    {
      ...figure(`${name}: refused after that`, shareRefused(after) * 100, '%'),
      ...(targets && { target: { atMost: 0 } }),
    },
    {
      ...figure(answers, quantile(times, 0.99), 'ms'),
      ...(targets && { target: { atMost: 50 } }),
    },
  ];
}

const figure = (name: string, value: number, unit: string, note?: string): Figure => ({
  part: 'capacity',
  name,
  value,
  unit,
  ...(note !== undefined && { note }),
});

const shareRefused = (samples: readonly Sample[]) =>
  samples.length === 0 ? 0 : samples.filter(({ refused }) => refused).length / samples.length;

function sharesOverTime(samples: readonly Sample[], milliseconds: number): number[] {
  return Array.from({ length: Math.ceil(milliseconds / STEP) }, (_, step) =>
    shareRefused(samples.filter(({ at }) => Math.floor(at / STEP) === step)),
  );
}

/** What Erlang's formula says of the same rate, from the measured times that a call holds a slot. */
function onPaper(rate: number, samples: readonly Sample[]): string {
  const hold = (name: Sample['name']) => {
    const times = samples.filter((each) => each.name === name && !each.refused);
    return times.length === 0 ? 0 : median(times.map(({ ms }) => ms)) / 1000;
  };
  const perCall = hold('engage') + 2 * hold('stream-status') + hold('call-complete');
  return ` (on paper ${(lossShare(rate * perCall) * 100).toFixed(1)} %)`;
}
