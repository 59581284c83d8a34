import { cpus } from 'node:os';
import { type Figure, formatNumber, formatTarget, isMet } from './figure';
import { formatTable } from './table';

const row = (figure: Figure): string[] => [
  figure.part,
  figure.name,
  formatNumber(figure.value),
  figure.unit,
  formatTarget(figure.target),
  figure.target === undefined ? '' : isMet(figure) ? 'met' : 'MISSED',
  figure.note ?? '',
];

/**
 * Prints the machine and one table, each target beside its figure; a target that is missed makes the
 * process exit with 1.
 *
 * @param note - the title of the last column
 * @param began - `performance.now()` at the beginning
 */
export function printFigures(figures: readonly Figure[], note: string, began: number): void {
  const cores = cpus();
  const seconds = Math.round((performance.now() - began) / 1000);
  const machine = `${cores.length} × ${cores[0]?.model.trim()}, Node ${process.version}`;
  console.log(`\n${machine}, ${seconds} s\n`);
  const head = ['part', 'figure', 'value', '', 'target', '', note];
  console.log(formatTable(head, figures.map(row), new Set([2])));
  const missed = figures.filter((figure) => !isMet(figure)).length;
  if (missed === 0) return;
  console.log(`\n${missed} of the targets ${missed === 1 ? 'is' : 'are'} missed.`);
  process.exitCode = 1;
}
