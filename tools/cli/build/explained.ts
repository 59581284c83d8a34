import { CommandFailure } from '../command/failure';
import { buildFunctions } from './functions';

/**
 * Builds as `buildFunctions` does. The bundler prints what is wrong itself.
 *
 * @throws CommandFailure if the functions cannot be built
 */
export async function buildExplained(root: string): Promise<string[]> {
  try {
    return await buildFunctions(root);
  } catch (cause) {
    const fix = 'Fix the errors above, then run it again.';
    throw new CommandFailure('The functions cannot be built.', fix, 'not-built', { cause });
  }
}
