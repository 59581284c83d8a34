import * as v from 'valibot';
import { type Environment, oneOf, type Reading, readVariables } from './variables';

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
type Level = (typeof LEVELS)[number];

/**
 * The only fields that a log line can have. None of them can hold a secret, a phone number or the
 * value of a variable: `names` are names of parameters, `faults` are sentences of our own.
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
  readonly faults?: readonly string[] | undefined;
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
  'faults',
];

/** Fields from outside are cut short here: a log line must stay one line that a person can read. */
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
export function readLogLevel(environment: Environment): Reading<Level> {
  const { values, faults } = readVariables(environment, LOG_VARIABLES);
  return { values: values.LOG_LEVEL ?? 'info', faults };
}

/** One JSON object per line on the console, at `LOG_LEVEL` and above. */
export function createLog(environment: Environment, base: LogFields = {}): Log {
  return logAt(LEVELS.indexOf(readLogLevel(environment).values), base);
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

/** One line that names every fault of the configuration, if there is any. */
export function reportFaults(log: Log, ...readings: readonly Reading<unknown>[]): void {
  const faults = readings.flatMap((reading) => reading.faults);
  if (faults.length > 0) log.error('bad-configuration', { faults });
}
