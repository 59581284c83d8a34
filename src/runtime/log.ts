import * as v from 'valibot';
import { type Environment, oneOf, type Parsed, readVariables } from './variables';

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
type Level = (typeof LEVELS)[number];

/**
 * The only fields that a log line can have. None of them can hold a secret, a phone number or the
 * value of a variable: `names` are names of parameters, `problems` are our own sentences.
 */
export interface LogFields {
  readonly callSid?: string | undefined;
  readonly engagement?: number | undefined;
  readonly outcome?: string | undefined;
  readonly status?: number | string | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly ms?: number | undefined;
  readonly names?: readonly string[] | undefined;
  readonly problems?: readonly string[] | undefined;
  /** Twilio's `DialCallStatus`, `QueueResult` and `DialSipResponseCode` of a destination. */
  readonly dialCallStatus?: string | undefined;
  readonly queueResult?: string | undefined;
  readonly dialSipResponseCode?: string | undefined;
  /** The version of this service. */
  readonly version?: string | undefined;
  /** What became of a call, without the numbers and addresses of people. */
  readonly record?: object | undefined;
}

const FIELDS: readonly (keyof LogFields)[] = [
  'callSid',
  'engagement',
  'outcome',
  'status',
  'code',
  'requestId',
  'ms',
  'names',
  'problems',
  'dialCallStatus',
  'queueResult',
  'dialSipResponseCode',
  'version',
  'record',
];

/** Fields from outside are cut here: a log line must stay one line that a person can read. */
const MAX_FIELD_CHARACTERS = 200;

export interface Log {
  /** A log that adds these fields to every line. */
  with(fields: LogFields): Log;
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  /** Shows up as a warning (82004) in Twilio's Debugger. */
  warn(event: string, fields?: LogFields): void;
  /** Raises an alert (82005) in Twilio's Debugger: only for what a person must act on. */
  error(event: string, fields?: LogFields): void;
}

export const LOG_VARIABLES = { LOG_LEVEL: v.optional(oneOf(LEVELS)) };

/** The lowest level that is written: `LOG_LEVEL`, by default `info`. */
export function readLogLevel(environment: Environment): Parsed<Level> {
  const { value: values, problems } = readVariables(environment, LOG_VARIABLES);
  return { value: values.LOG_LEVEL ?? 'info', problems };
}

/** One JSON object per line on the console, at `LOG_LEVEL` and above. */
export function createLog(environment: Environment, base: LogFields = {}): Log {
  return logAt(LEVELS.indexOf(readLogLevel(environment).value), base);
}

function logAt(lowest: number, base: LogFields): Log {
  const write = (level: Level, event: string, fields: LogFields = {}) => {
    if (LEVELS.indexOf(level) < lowest) return;
    const line = formatLine(level, event, { ...base, ...fields });
    if (level === 'error') console.error(line);
    else if (level === 'warn') console.warn(line);
    else console.log(line);
  };
  return {
    with: (fields) => logAt(lowest, { ...base, ...fields }),
    debug: (event, fields) => write('debug', event, fields),
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
  };
}

function formatLine(level: Level, event: string, fields: LogFields): string {
  const line: Record<string, unknown> = { level, event };
  for (const name of FIELDS) {
    const value = fields[name];
    const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
    if (!isEmpty) line[name] = short(value);
  }
  return JSON.stringify(line);
}

function short(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, MAX_FIELD_CHARACTERS);
  if (Array.isArray(value)) return value.slice(0, 50).map(short);
  return value;
}

/**
 * An error that is expected now and then and must not cost a call, such as a failed request to another
 * system. It knows what a log line says about it.
 */
export abstract class ReportedError extends Error {
  abstract readonly logFields: LogFields;
  /** `error` if a person must fix something, for instance a key; otherwise `warn`. */
  abstract readonly logLevel: 'warn' | 'error';
}

/**
 * Logs a failure that the call survives.
 *
 * @throws the error itself unless it is a `ReportedError`: then it is a bug in this service
 */
export function logFailure(log: Log, event: string, error: unknown): void {
  if (!(error instanceof ReportedError)) throw error;
  log[error.logLevel](event, error.logFields);
}

/** Where our own code failed, for the log: without the error's message, which may hold a value. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { code: typeof error };
  const places = error.stack?.replace(error.message, '').split('\n') ?? [];
  const frames = places.map((line) => line.trim()).filter((line) => line.startsWith('at '));
  return { code: error.name, problems: frames.slice(0, 3) };
}
