import { RequestError } from '../../../src/http/errors';
import type { Parsed } from '../../../src/runtime/variables';
import { CommandFailure } from '../command/failure';

/**
 * The configuration of a system, complete.
 *
 * @throws CommandFailure that names each variable that is missing or bad
 */
export function configured<T>(
  { value: values, problems }: Parsed<T | undefined>,
  envFile: string,
): T {
  if (values !== undefined) return values;
  throw new CommandFailure(
    `The configuration is not complete: ${problems.join('; ')}.`,
    `Set these variables in ${envFile}, or name another file with --env.`,
    'bad-configuration',
  );
}

/**
 * Asks a system, and turns its refusal into words.
 *
 * @param mends - what to do, by HTTP status; 401 and 403 have a standard one
 * @throws CommandFailure
 */
export async function askSystem<T>(
  work: () => Promise<T>,
  mends: Readonly<Record<number, string>> = {},
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const { status = 0, code } = error.facts;
    throw new CommandFailure(
      `${error.message}.`,
      mends[status] ?? MENDS[status] ?? (error.transient ? PASSING : LASTING),
      code ?? status,
      { cause: error },
    );
  }
}

const PASSING = 'Run it again in a minute; check the host and the network.';
const LASTING = 'The same would be refused again: check what was given, and the host.';

const MENDS: Readonly<Record<number, string>> = {
  401: 'Check the key and its secret: they belong to one environment of one host.',
  403: 'The key is valid and not allowed to do this: ask for the permission.',
};
