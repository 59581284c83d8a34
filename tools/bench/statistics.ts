/** The value below which this share (0–1) of the samples lies. Throws without samples. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error('there is nothing to take a quantile of');
  return value;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/**
 * How many times `one` takes as long as `other`, each pair measured right after one another: the median
 * of the pairs' ratios, which a busy machine hardly moves.
 */
export function pairedRatio(pairs: readonly { one: number; other: number }[]): number {
  return median(pairs.map(({ one, other }) => one / other));
}
