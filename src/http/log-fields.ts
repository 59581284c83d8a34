import type { Log, LogFields } from '../runtime/log';
import { RequestError } from './errors';

/** What a log line tells of a failed request. */
function requestFields(error: RequestError): LogFields {
  const { status, code, requestId } = error.facts;
  return { status, code: code ?? error.name, requestId };
}

/**
 * Logs a request that failed: as an alert where a person must mend a key, else as a warning, since
 * the call goes on and such failures pass.
 *
 * @throws the error itself, if it is not of a request: then it is a problem of this service
 */
export function logRequestError(log: Log, event: string, error: unknown): void {
  if (!(error instanceof RequestError)) throw error;
  const { status } = error.facts;
  const level = status === 401 || status === 403 ? 'error' : 'warn';
  log[level](event, requestFields(error));
}
