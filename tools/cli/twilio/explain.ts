import { RestException } from 'twilio';
import { CommandFailure } from '../command/failure';
import { ERROR_MEANINGS } from './errors';

/**
 * Makes requests with the `twilio` library, and explains what it throws.
 *
 * @param attempt what is tried, in words that can follow "Twilio did not …": "list the numbers"
 * @throws CommandFailure with the attempt, Twilio's own message and number, and how to fix it
 */
export async function explained<T>(attempt: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explain(attempt, error);
  }
}

/** True for Twilio's "not found", which is a normal answer for some commands. */
export function isNotFound(error: unknown): boolean {
  return error instanceof RestException && error.status === 404;
}

/** Whether something exists. @throws CommandFailure for every refusal except "not found" */
export async function exists(attempt: string, fetch: () => Promise<unknown>): Promise<boolean> {
  return explained(attempt, () =>
    fetch().then(
      () => true,
      (error: unknown) => {
        if (isNotFound(error)) return false;
        throw error;
      },
    ),
  );
}

function explain(attempt: string, error: unknown): unknown {
  if (error instanceof RestException) return explainRefusal(attempt, error);
  if (error instanceof CommandFailure || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  // The library checks SIDs and credentials itself, and throws a plain Error before any request.
  if (!code) {
    return new CommandFailure(
      `The request to ${attempt} was not sent: ${error.message}.`,
      'Check the SIDs and credentials: they do not have the right format.',
    );
  }
  return new CommandFailure(
    `Twilio could not be reached to ${attempt}: ${code}.`,
    'Check the network and any proxy, then run it again.',
    code,
  );
}

function explainRefusal(attempt: string, error: RestException): CommandFailure {
  const known = error.code === undefined ? undefined : ERROR_MEANINGS[error.code];
  const label = error.code === undefined ? `HTTP ${error.status}` : `error ${error.code}`;
  return new CommandFailure(
    [`Twilio did not ${attempt} (${label}: ${error.message}).`, known?.meaning]
      .filter(Boolean)
      .join(' '),
    known?.fix ?? fixForUnknown(error),
    error.code ?? error.status,
    { cause: error },
  );
}

function fixForUnknown(error: RestException): string {
  if (error.status >= 500) return 'See https://status.twilio.com, and run it again in a minute.';
  return error.code === undefined
    ? 'The answer did not come from Twilio: look for a proxy on the way to it.'
    : `See https://www.twilio.com/docs/api/errors/${error.code}.`;
}
