import { RestException } from 'twilio';
import { CommandFailure } from '../command/failure';
import { ERROR_MEANINGS } from './errors';

/**
 * Does work with the `twilio` library, and turns what it throws into words.
 *
 * @param attempt what is being tried, to stand behind "Twilio did not …": "list the numbers"
 * @throws CommandFailure that names the attempt, Twilio's own message and number, and the mend
 */
export async function explained<T>(attempt: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explain(attempt, error);
  }
}

/** True for Twilio's "not found", of which some commands make sense themselves. */
export function isNotFound(error: unknown): boolean {
  return error instanceof RestException && error.status === 404;
}

/** Whether there is what is fetched. @throws CommandFailure for any other refusal than “not found” */
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
  // The library throws a plain Error, before any request, for what it can see itself.
  if (!code) {
    return new CommandFailure(
      `Twilio was not asked to ${attempt}: ${error.message}.`,
      'Check the SIDs and credentials: the library refused them by their form.',
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
    known?.mend ?? fallbackMend(error),
    error.code ?? error.status,
    { cause: error },
  );
}

function fallbackMend(error: RestException): string {
  if (error.status >= 500) return 'See https://status.twilio.com, and run it again in a minute.';
  return error.code === undefined
    ? 'The answer is not Twilio’s own: look for a proxy between here and Twilio.'
    : `See https://www.twilio.com/docs/api/errors/${error.code}.`;
}
