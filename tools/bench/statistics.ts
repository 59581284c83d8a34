/**
 * The value that this share (0–1) of the samples does not reach.
 *
 * @throws without samples
 */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error('there are no samples');
  return value;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/**
 * How many times as long `one` takes as `other`: the median of the pairs' ratios. The two of a pair are
 * measured right after each other, so a busy machine hardly changes it.
 */
export function pairedRatio(pairs: readonly { one: number; other: number }[]): number {
  return median(pairs.map(({ one, other }) => one / other));
}
