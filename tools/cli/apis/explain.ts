import { RequestError } from '../../../src/http/errors';
import type { Parsed } from '../../../src/runtime/variables';
import { CommandFailure } from '../command/failure';

/**
 * The configuration of an API that the command cannot do without.
 *
 * @throws CommandFailure that names each variable that is missing or malformed
 */
export function requireConfig<T>({ value, problems }: Parsed<T | undefined>, envFile: string): T {
  if (value !== undefined) return value;
  throw new CommandFailure(
    `The configuration is incomplete: ${problems.join('; ')}.`,
    `Set these variables in ${envFile}, or name another file with --env.`,
    'bad-configuration',
  );
}

/**
 * Makes requests to an API, and turns a `RequestError` into a failure that says how to fix it.
 *
 * @param fixes - what to do, by HTTP status; there is a standard text for 401 and 403
 * @throws CommandFailure
 */
export async function explainRefusals<T>(
  work: () => Promise<T>,
  fixes: Readonly<Record<number, string>> = {},
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const { status = 0, code } = error.facts;
    throw new CommandFailure(
      `${error.message}.`,
      fixes[status] ?? FIXES[status] ?? (error.transient ? TRANSIENT : PERMANENT),
      code ?? status,
      { cause: error },
    );
  }
}

const TRANSIENT = 'Run it again in a minute; check the host and the network.';
const PERMANENT = 'It would be refused again: check the arguments and the host.';

const FIXES: Readonly<Record<number, string>> = {
  401: 'Check the key and its secret, and that they belong to this host and environment.',
  403: 'The key is valid but is not allowed to do this: ask for the permission.',
};
