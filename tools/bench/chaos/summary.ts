import type { End } from '../../simulator';
import type { Figure } from '../figures';
import { median } from '../statistics';
import type { CaseResult } from './run-case';
import { LIMITS, OTHER_LIMIT } from './verdict';

/** The group of a case: `direct asapp`, `studio pairs`. */
export function groupOf({ name }: Pick<CaseResult, 'name'>): string {
  const [mode = '', faults = ''] = name.split('/');
  return `${mode} ${faults.includes('+') ? 'pairs' : faults.split('.')[0]}`;
}

/** How many calls of each group had a problem, and the slowest answer of each function. */
export function caseFigures(results: readonly CaseResult[]): Figure[] {
  const groups = [...new Set(results.map(groupOf))];
  return [
    ...groups.map((group): Figure => {
      const inGroup = results.filter((result) => groupOf(result) === group);
      return {
        part: group,
        name: `of ${inGroup.length.toLocaleString('en-US')} calls, with problems`,
        value: inGroup.filter(({ problems }) => problems.length > 0).length,
        unit: '',
        limit: { atMost: 0 },
        note: countEnds(inGroup.map(({ report }) => report.end)),
      };
    }),
    ...slowestAnswers(results),
  ];
}

/** What is kept of a call: thousands of complete reports would be a memory leak of this program. */
export interface SoakResult extends Pick<CaseResult, 'problems' | 'answers'> {
  readonly callSid: string;
  readonly end: End;
}

export interface Soak {
  readonly results: readonly SoakResult[];
  /** Calls that were placed, and in how many seconds. */
  readonly calls: number;
  readonly seconds: number;
  /** The service's heap over time, in bytes. */
  readonly heaps: readonly number[];
  /** Sockets that are open at the end. */
  readonly sockets: number;
  /** Calls, by CallSid: whose record was logged, could not be delivered, or arrived. */
  readonly records: {
    readonly logged: readonly string[];
    readonly undelivered: readonly string[];
    readonly received: ReadonlySet<string>;
    /** Requests with a bad signature. */
    readonly unsigned: number;
  };
}

export function soakFigures(soak: Soak): Figure[] {
  const { results, calls, seconds, heaps, sockets, records } = soak;
  // The first fifth is a process that is still growing into its work. Later samples include more or
  // fewer calls that are under way, so only a trend counts.
  const settled = heaps.slice(Math.floor(heaps.length / 5));
  const half = Math.floor(settled.length / 2);
  const growth = median(settled.slice(half)) / median(settled.slice(0, half)) - 1;
  const limited = (name: string, value: number, unit: string, atMost: number): Figure => ({
    part: 'soak',
    name,
    value,
    unit,
    limit: { atMost },
  });
  const withProblems = results.filter(({ problems }) => problems.length > 0).length;
  const placed = new Set(results.map(({ callSid }) => callSid));
  const logged = new Set(records.logged);
  const accounted = new Set([...records.received, ...records.undelivered]);
  const missing = [...placed].filter((callSid) => !logged.has(callSid) || !accounted.has(callSid));
  const invented = [...logged, ...accounted].filter((callSid) => !placed.has(callSid));
  return [
    { part: 'soak', name: 'calls per second', value: calls / seconds, unit: '' },
    limited('calls lost', calls - results.length, '', 0),
    {
      ...limited('calls with problems', withProblems, '', 0),
      note: countEnds(results.map(({ end }) => end)),
    },
    limited('growth of the service’s heap, first to second half', growth * 100, '%', 5),
    limited('sockets left open', sockets, '', 0),
    {
      ...limited('calls whose record is missing', missing.length, '', 0),
      note: `${records.received.size} arrived, ${records.undelivered.length} logged as undelivered`,
    },
    limited('records of calls that did not happen', invented.length, '', 0),
    limited('records with a bad signature', records.unsigned, '', 0),
    ...slowestAnswers(results),
  ];
}

function slowestAnswers(results: readonly Pick<CaseResult, 'answers'>[]): Figure[] {
  const answers = results.flatMap((result) => result.answers);
  const paths = [...new Set(answers.map(({ path }) => path))].sort();
  return paths.map((path) => ({
    part: 'all',
    name: `slowest answer of /${path}`,
    value: Math.round(
      answers.reduce((most, each) => (each.path === path ? Math.max(most, each.ms) : most), 0),
    ),
    unit: 'ms',
    limit: { atMost: LIMITS[path] ?? OTHER_LIMIT },
  }));
}

/** How the calls ended, the most frequent end first. */
function countEnds(ends: readonly End[]): string {
  const counts = new Map<End, number>();
  for (const end of ends) counts.set(end, (counts.get(end) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([end, count]) => `${end} ${count}`)
    .join(', ');
}
