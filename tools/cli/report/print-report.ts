import type { Figures, Report, Spread } from './figures';

/** The columns of a report: their headings, and what they say about some calls. */
export const COLUMNS: readonly (readonly [heading: string, cell: (figures: Figures) => string])[] =
  [
    ['calls', ({ calls }) => String(calls)],
    ['completed', ({ completed, calls }) => share(completed, calls)],
    ['handed over', ({ handedOver, calls }) => share(handedOver, calls)],
    ['failed', ({ failed, calls }) => share(failed, calls)],
    ['left the queue', ({ abandoned, calls }) => share(abandoned, calls)],
    ['with the agent', ({ secondsWithAgent }) => spread(secondsWithAgent)],
    ['until an answer', ({ secondsUntilAnswer }) => spread(secondsUntilAnswer)],
  ];

/** A report as text: a line per day, then all together, then who took the calls. */
export function reportText({ days, total }: Report): string {
  const cells = (first: string, figures: Figures) => [
    first,
    ...COLUMNS.map(([, cell]) => cell(figures)),
  ];
  const rows = [
    ['', ...COLUMNS.map(([heading]) => heading)],
    ...days.map((day) => cells(day.day, day)),
    cells('all', total),
  ];
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths?.[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('   ')
      .trimEnd(),
  );
  return [...lines, '', takersText(total)].join('\n');
}

/** Who took the calls that were handed over. */
export function takersText({ takenBy }: Figures): string {
  const takers = Object.entries(takenBy).sort(([, one], [, other]) => other - one);
  if (takers.length === 0) return 'Nobody took a call from the agent.';
  return `Handed over to: ${takers.map(([kind, calls]) => `${kind} ${calls}`).join(', ')}.`;
}

function share(some: number, all: number): string {
  return all === 0 ? '-' : `${some} (${Math.round((some / all) * 100)}%)`;
}

function spread(seconds: Spread | null): string {
  return seconds === null ? '-' : `${seconds.median} s, p90 ${seconds.p90} s`;
}
