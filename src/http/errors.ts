import { type LogFields, ReportedError } from '../runtime/log';

/** What is known about a request that failed: enough to act on, nothing that is secret. */
export interface RequestFacts {
  /** The system that was to answer, for instance `ASAPP`. */
  readonly api: string;
  readonly method?: string;
  readonly path?: string;
  /** HTTP status, if an answer came. */
  readonly status?: number | undefined;
  /** The system's own id of the request, for its support. */
  readonly requestId?: string | undefined;
  /** The system's own error code (`429-01`), or Node's (`ECONNREFUSED`). */
  readonly code?: string | undefined;
}

/** The part of the underlying error that is kept. */
export interface RequestCause {
  readonly code: string | undefined;
  readonly message: string;
}

/**
 * A request to another system that brought no usable answer. Only the code and message of its cause are
 * kept: the error of an HTTP client may hold the request's headers, with the secret in them, and print
 * them when it is inspected or serialised.
 */
export abstract class RequestError extends ReportedError {
  readonly facts: RequestFacts;
  /** Whether the same request may succeed a moment later. The breaker counts such failures. */
  abstract readonly transient: boolean;

  /** Whether it is retried. After 429 that would add to what is limited, often by the day. */
  get isRetried(): boolean {
    return this.transient && this.facts.status !== 429;
  }

  constructor(facts: RequestFacts, what: string, cause?: RequestCause) {
    const request = [facts.api, facts.method, facts.path].filter(Boolean).join(' ');
    super(`${request}: ${what}`, cause && { cause });
    this.facts = facts;
  }

  override get logFields(): LogFields {
    const { status, code, requestId } = this.facts;
    return { status, code: code ?? this.name, requestId };
  }

  /** A refused key needs a person; everything else is transient or out of our hands. */
  override get logLevel(): 'warn' | 'error' {
    const { status } = this.facts;
    return status === 401 || status === 403 ? 'error' : 'warn';
  }
}

/** No answer at all: refused, reset, name not found, TLS failed. */
export class NetworkError extends RequestError {
  override readonly name = 'NetworkError';
  override readonly transient = true;

  constructor(facts: RequestFacts, cause: RequestCause) {
    super(
      { ...facts, code: cause.code },
      `no connection (${cause.code ?? 'reason unknown'})`,
      cause,
    );
  }
}

/** The answer, or the end of its body, did not come in time. */
export class TimeoutError extends RequestError {
  override readonly name = 'TimeoutError';
  override readonly transient = true;

  constructor(facts: RequestFacts) {
    super({ ...facts, code: 'timeout' }, 'no complete answer in time');
  }
}

/** An HTTP status other than 2xx. */
export class StatusError extends RequestError {
  override readonly name = 'StatusError';
  override readonly transient: boolean;
  readonly status: number;

  constructor(facts: RequestFacts & { status: number }) {
    const details = [facts.code, facts.requestId && `request ${facts.requestId}`].filter(Boolean);
    super(facts, `HTTP ${facts.status}${details.length > 0 ? ` (${details.join(', ')})` : ''}`);
    this.status = facts.status;
    this.transient = facts.status === 429 || facts.status >= 500;
  }
}

/** HTTP 2xx with a body other than the system documents. */
export class BadAnswerError extends RequestError {
  override readonly name = 'BadAnswerError';
  override readonly transient = false;

  /** @param what - what is wrong with the answer, without quoting it */
  constructor(facts: RequestFacts, what: string) {
    super({ ...facts, code: facts.code ?? 'bad-answer' }, what);
  }
}

/** No request was sent: the last ones all failed, so the system gets none for a while. */
export class CircuitOpenError extends RequestError {
  override readonly name = 'CircuitOpenError';
  override readonly transient = false;

  constructor(facts: RequestFacts) {
    super({ ...facts, code: 'circuit-open' }, 'no request sent, because the last ones all failed');
  }
}

/** No request was sent: a variable that it needs is missing or bad. */
export class NotConfiguredError extends RequestError {
  override readonly name = 'NotConfiguredError';
  override readonly transient = false;

  /** @param api - the system, for instance `ASAPP` */
  constructor(api: string) {
    super({ api, code: 'not-configured' }, 'not configured; the log names the variables');
  }
}
