import { curve, type Figure } from '../figures';
import type { Condition } from '../processes/asapp';
import { median, quantile } from '../statistics';
import { lossShare } from './erlang';
import type { Sample } from './load';

/** How ASAPP behaves for a while. */
export interface Phase {
  readonly name: string;
  readonly condition: Condition;
  readonly milliseconds: number;
}

/** Width of a step of the curves, in ms. */
const STEP = 500;
/** The platform keeps up once fewer than this share is refused in a step. */
const KEEPS_UP = 0.05;
/** An answer that took longer (ms) waited for ASAPP: while ASAPP is down, it was a probe. */
const WAITED = 1_000;

/** The figures of each phase of a run at one rate (calls per second). */
export function capacityFigures(
  rate: number,
  samples: readonly Sample[],
  phases: readonly Phase[],
  slots: number,
): Figure[] {
  let begins = 0;
  return phases.flatMap(({ name, condition, milliseconds }) => {
    const ends = begins + milliseconds;
    const inPhase = samples
      .filter(({ at }) => at >= begins && at < ends)
      .map((sample) => ({ ...sample, at: sample.at - begins }));
    begins = ends;
    const shares = sharesOverTime(inPhase, milliseconds);
    const title = `${rate} calls/s, ASAPP ${name}`;
    if (condition === 'hangs') return downFigures(title, inPhase, shares);
    const formula = lossShare(rate * secondsPerCall(inPhase), slots) * 100;
    return [
      figure(`${title}: refused`, shareRefused(inPhase) * 100, '%', curve(shares)),
      figure(`${title}: refused by Erlang's formula`, formula, '%'),
    ];
  });
}

function downFigures(
  title: string,
  samples: readonly Sample[],
  shares: readonly number[],
): Figure[] {
  const settled = (shares.findLastIndex((share) => share > KEEPS_UP) + 1) * STEP;
  const after = samples.filter(({ at }) => at >= settled);
  const times = after.filter(({ refused, ms }) => !refused && ms < WAITED).map(({ ms }) => ms);
  const probes = after.filter(({ ms }) => ms >= WAITED).length;
  return [
    figure(`${title}: breakers open after`, settled / 1000, 's', curve(shares)),
    figure(`${title}: refused after that`, shareRefused(after) * 100, '%'),
    figure(
      `${title}: answers after that, p99`,
      // No answers: refused to the end, for instance because this machine is too slow for the load.
      times.length === 0 ? Number.NaN : quantile(times, 0.99),
      'ms',
      `without ${probes} probes`,
    ),
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

/** How long one call keeps slots busy, in seconds, as measured. */
function secondsPerCall(samples: readonly Sample[]): number {
  const seconds = (name: Sample['name']) => {
    const times = samples.filter((each) => each.name === name && !each.refused);
    return times.length === 0 ? 0 : median(times.map(({ ms }) => ms)) / 1000;
  };
  return seconds('engage') + 2 * seconds('stream-status') + seconds('call-complete');
}
