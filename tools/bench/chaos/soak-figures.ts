import type { End } from '../../simulator';
import type { Figure } from '../figure';
import { median } from '../statistics';
import type { CaseResult } from './run-case';
import { endings, slowest } from './summary';

/** What is kept of a call: thousands of whole reports would be this program's own leak. */
export interface SoakResult extends Pick<CaseResult, 'faults' | 'answers'> {
  readonly end: End;
}

export interface Soaked {
  readonly results: readonly SoakResult[];
  readonly calls: number;
  /** Seconds in which the calls were placed. */
  readonly placed: number;
  readonly heaps: readonly number[];
  readonly sockets: number;
}

/** The table of a soak. */
export function soakFigures({ results, calls, placed, heaps, sockets }: Soaked): Figure[] {
  // The first samples are of a process that still grows into its work; after that each weighs some
  // calls that are under way, more or fewer by chance: what counts is whether there is a trend.
  const settled = heaps.slice(Math.floor(heaps.length / 5));
  const half = Math.floor(settled.length / 2);
  const growth = median(settled.slice(half)) / median(settled.slice(0, half)) - 1;
  const figure = (name: string, value: number, unit: string, atMost: number): Figure => ({
    part: 'soak',
    name,
    value,
    unit,
    target: { atMost },
  });
  return [
    { part: 'soak', name: 'calls per second', value: calls / placed, unit: '' },
    figure('calls lost', calls - results.length, '', 0),
    {
      ...figure('calls with anything wrong', results.filter(isWrong).length, '', 0),
      note: endings(results.map(({ end }) => end)),
    },
    figure('growth of the service’s heap, first to second half', growth * 100, '%', 5),
    figure('sockets left open', sockets, '', 0),
    ...slowest(results),
  ];
}

const isWrong = ({ faults }: SoakResult) => faults.length > 0;
