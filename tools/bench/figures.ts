import { cpus } from 'node:os';

/** One measured figure, and what it should be. */
export interface Figure {
  /** The part of the bench that measured it, for instance `warm`. */
  readonly part: string;
  readonly name: string;
  readonly value: number;
  /** `ms`, `×`, `%`, …: written after the value. */
  readonly unit: string;
  /** Absent if the figure is for information only. */
  readonly limit?: Limit;
  /** A remark, or a curve. */
  readonly note?: string;
}

/** In the figure's own unit. */
export type Limit = { readonly atMost: number } | { readonly atLeast: number };

/** By part, then by the figure's name. */
export type Limits = Readonly<Record<string, Readonly<Record<string, Limit>>>>;

/**
 * Gives figures their limits.
 *
 * @throws if one of these parts has a limit for a figure that it did not measure
 */
export function withLimits(figures: readonly Figure[], limits: Limits): Figure[] {
  for (const part of new Set(figures.map((figure) => figure.part))) {
    for (const name of Object.keys(limits[part] ?? {})) {
      const isMeasured = figures.some((figure) => figure.part === part && figure.name === name);
      if (!isMeasured) throw new Error(`"${name}" of ${part} has a limit and was not measured`);
    }
  }
  return figures.map((figure) => {
    const limit = limits[figure.part]?.[figure.name];
    return limit ? { ...figure, limit } : figure;
  });
}

export function isWithinLimit({ value, limit }: Figure): boolean {
  if (limit === undefined) return true;
  return 'atMost' in limit ? value <= limit.atMost : value >= limit.atLeast;
}

/** Three significant digits, with a separator between thousands. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}

export function formatLimit(limit: Limit | undefined): string {
  if (limit === undefined) return '';
  return 'atMost' in limit ? `≤ ${formatNumber(limit.atMost)}` : `≥ ${formatNumber(limit.atLeast)}`;
}

/** One mark per share (0–1): what happened over time, in one line. */
export function curve(shares: readonly number[]): string {
  const marks = '▁▂▃▄▅▆▇█';
  return shares
    .map((share) => (share === 0 ? '·' : marks[Math.min(7, Math.floor(share * 8))]))
    .join('');
}

/** Columns as wide as their widest cell. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  rightAligned: ReadonlySet<number> = new Set(),
): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    widths
      .map((width, column) => {
        const cell = cells[column] ?? '';
        return rightAligned.has(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}

const row = (figure: Figure): string[] => [
  figure.part,
  figure.name,
  formatNumber(figure.value),
  figure.unit,
  formatLimit(figure.limit),
  figure.limit === undefined ? '' : isWithinLimit(figure) ? 'ok' : 'BROKEN',
  figure.note ?? '',
];

/**
 * Prints the machine and a table. If a limit is broken, the program will exit with 1.
 *
 * @param noteTitle - the title of the last column
 * @param began - `performance.now()` when the program started
 */
export function printFigures(figures: readonly Figure[], noteTitle: string, began: number): void {
  const cores = cpus();
  const seconds = Math.round((performance.now() - began) / 1000);
  const machine = `${cores.length} × ${cores[0]?.model.trim()}, Node ${process.version}`;
  console.log(`\n${machine}, ${seconds} s\n`);
  const head = ['part', 'figure', 'value', '', 'limit', '', noteTitle];
  console.log(formatTable(head, figures.map(row), new Set([2])));
  const broken = figures.filter((figure) => !isWithinLimit(figure)).length;
  if (broken === 0) return;
  console.log(`\n${broken} ${broken === 1 ? 'limit is' : 'limits are'} broken.`);
  process.exitCode = 1;
}
