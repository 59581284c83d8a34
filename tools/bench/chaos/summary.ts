import type { End } from '../../simulator';
import type { Figure } from '../figure';
import type { CaseResult } from './run-case';
import { LIMITS, OTHER_LIMIT } from './verdict';

/** What a case belongs to: `direct asapp`, `studio pairs`. */
export function groupOf({ name }: Pick<CaseResult, 'name'>): string {
  const [mode = '', faults = ''] = name.split('/');
  return `${mode} ${faults.includes('+') ? 'pairs' : faults.split('.')[0]}`;
}

/** The table of a run: per group how many calls ended badly, and the slowest answer of each function. */
export function summarise(results: readonly CaseResult[]): Figure[] {
  const groups = [...new Set(results.map(groupOf))];
  return [
    ...groups.map((group): Figure => {
      const of = results.filter((result) => groupOf(result) === group);
      return {
        part: group,
        name: `of ${of.length.toLocaleString('en-US')} calls, with anything wrong`,
        value: of.filter(({ faults }) => faults.length > 0).length,
        unit: '',
        target: { atMost: 0 },
        note: endings(of.map(({ report }) => report.end)),
      };
    }),
    ...slowest(results),
  ];
}

export function slowest(results: readonly Pick<CaseResult, 'answers'>[]): Figure[] {
  const answers = results.flatMap((result) => result.answers);
  const paths = [...new Set(answers.map(({ path }) => path))].sort();
  return paths.map((path) => ({
    part: 'all',
    name: `slowest answer of /${path}`,
    value: Math.round(
      answers.reduce((most, each) => (each.path === path ? Math.max(most, each.ms) : most), 0),
    ),
    unit: 'ms',
    target: { atMost: LIMITS[path] ?? OTHER_LIMIT },
  }));
}

/** How the calls ended, the most frequent way first. */
export function endings(ends: readonly End[]): string {
  const counts = new Map<End, number>();
  for (const end of ends) counts.set(end, (counts.get(end) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([end, count]) => `${end} ${count}`)
    .join(', ');
}
