import type { RestException } from 'twilio';
import { CommandFailure } from '../command/failure';
import { ERROR_MEANINGS } from './errors';
import { twilioLibrary } from './library';

/** What Twilio says of a refused request; its newer error format (RFC 9457) has the same fields. */
interface TwilioError extends Error {
  readonly status: number;
  readonly code?: number;
}

interface Attempt {
  /** Whether it changes something: if its answer is lost, that may have happened. */
  readonly changes?: boolean;
}

/**
 * Makes requests with the `twilio` library, and explains what it throws.
 *
 * @param attempt what is tried, in words that can follow "Twilio did not …": "list the numbers"
 * @throws CommandFailure with the attempt, Twilio's own message and number, and how to fix it; its code
 * is a number only if Twilio has refused
 */
export async function explained<T>(
  attempt: string,
  work: () => Promise<T>,
  { changes = false }: Attempt = {},
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = explain(attempt, error);
    if (!changes || !(failure instanceof CommandFailure) || !isUncertain(failure)) throw failure;
    const fix = `It may have been done all the same: check that in the Twilio Console before you run it again. ${failure.fix}`;
    throw new CommandFailure(failure.message, fix, failure.code, { cause: error });
  }
}

/** Whether Twilio itself has refused something. */
export const isRestException = (error: unknown): error is RestException =>
  error instanceof twilioLibrary().RestException;

/** True for Twilio's "not found", which is a normal answer for some commands. */
export const isNotFound = (error: unknown): boolean =>
  isRestException(error) && error.status === 404;

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
  if (isTwilioError(error)) return explainRefusal(attempt, error);
  if (error instanceof CommandFailure || !(error instanceof Error)) return error;
  // The library checks SIDs and parameters itself, and throws a plain Error before any request.
  if (/parameter/i.test(error.message)) {
    return new CommandFailure(
      `The request to ${attempt} was not sent: ${error.message}.`,
      'Check the SIDs and credentials: they do not have the right format.',
      NOT_SENT,
    );
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code !== undefined) {
    return new CommandFailure(
      `Twilio could not be reached to ${attempt}: ${code}.`,
      'Check the network and any proxy, then run it again.',
      code,
    );
  }
  // What is left comes from reading the answer. Its text is not shown: nobody knows whose it is.
  return new CommandFailure(
    `The answer to the request to ${attempt} is not what Twilio sends.`,
    'Look for a proxy between this machine and Twilio, such as one with a sign-in page.',
    'unreadable-answer',
    { cause: error },
  );
}

function isTwilioError(error: unknown): error is TwilioError {
  if (isRestException(error)) return true;
  if (!(error instanceof Error && 'status' in error && 'code' in error)) return false;
  return typeof error.status === 'number' && typeof error.code === 'number';
}

function explainRefusal(attempt: string, error: TwilioError): CommandFailure {
  const known = error.code ? ERROR_MEANINGS[error.code] : undefined;
  const label = error.code ? `error ${error.code}` : `HTTP ${error.status}`;
  // A refused list keeps the older format's field, which an error of the newer one lacks.
  const text = [label, error.message].filter(Boolean).join(': ');
  return new CommandFailure(
    [`Twilio did not ${attempt} (${text}).`, known?.meaning].filter(Boolean).join(' '),
    known?.fix ?? fixForUnknown(error),
    error.status >= 500 ? `HTTP ${error.status}` : error.code || error.status,
    { cause: error },
  );
}

const NOT_SENT = 'not-sent';
/** Without a connection, nothing was done. */
const NO_CONNECTION = [NOT_SENT, 'ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH'];

/** Whether Twilio may have done what was requested: neither refused nor out of reach. */
function isUncertain({ code }: CommandFailure): boolean {
  return typeof code !== 'number' && !NO_CONNECTION.includes(String(code));
}

function fixForUnknown(error: TwilioError): string {
  if (error.status >= 500) return 'See https://status.twilio.com, and run it again in a minute.';
  return error.code
    ? `See https://www.twilio.com/docs/api/errors/${error.code}.`
    : 'The answer did not come from Twilio: look for a proxy on the way to it.';
}
