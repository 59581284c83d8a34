/** One measured figure, and what it should be. */
export interface Figure {
  /** Which part of the bench it belongs to, for instance `warm`. */
  readonly part: string;
  readonly name: string;
  readonly value: number;
  /** `ms`, `×`, `%`, … written behind the value. */
  readonly unit: string;
  /** Absent where the figure is only there to be known. */
  readonly target?: Target;
  /** A remark, or a curve. */
  readonly note?: string;
}

/** `atMost`/`atLeast` in the figure's own unit. */
export type Target = { readonly atMost: number } | { readonly atLeast: number };

export function isMet({ value, target }: Figure): boolean {
  if (target === undefined) return true;
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}

/** A number as people write it: three digits that count, and thousands apart. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}

export function formatTarget(target: Target | undefined): string {
  if (target === undefined) return '';
  return 'atMost' in target
    ? `≤ ${formatNumber(target.atMost)}`
    : `≥ ${formatNumber(target.atLeast)}`;
}

/** A share of 0–1 per step of time, as one line that can be read at a glance. */
export function curve(shares: readonly number[]): string {
  const marks = '▁▂▃▄▅▆▇█';
  return shares
    .map((share) => (share === 0 ? '·' : marks[Math.min(7, Math.floor(share * 8))]))
    .join('');
}
