import { CommandFailure } from '../command/failure';
import { buildFunctions } from './functions';

/**
 * Builds as `buildFunctions` does. What the bundler finds wrong it has printed itself by then.
 *
 * @throws CommandFailure where it does not build
 */
export async function buildExplained(root?: string): Promise<string[]> {
  try {
    return await buildFunctions(root);
  } catch (cause) {
    const mend = 'Mend what is said above, then run it again.';
    throw new CommandFailure('The functions cannot be built.', mend, 'not-built', { cause });
  }
}
