/** How much shorter property tests are on a developer's machine than in continuous integration. */
const LOCAL_SHARE = 0.1;

/**
 * The number of runs of a property test.
 *
 * @param inCi - with `CI` set and not empty; elsewhere a tenth of it, and at least five
 */
export const runs = (inCi: number): number =>
  process.env.CI ? inCi : Math.min(inCi, Math.max(5, Math.ceil(inCi * LOCAL_SHARE)));

/**
 * Whether a combination of choices is tried: all of them in continuous integration, elsewhere every
 * third. Every pair of choices still occurs as long as the third has at least three values.
 *
 * @param choices - the index of each choice
 */
export const isTried = (...choices: readonly number[]): boolean =>
  Boolean(process.env.CI) || choices.reduce((sum, choice) => sum + choice, 0) % 3 === 0;
