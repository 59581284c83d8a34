import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { CallRecord } from '../../src/call-record/record';

const SCHEMA = join(__dirname, '../../docs/call-record.schema.json');
const isRecord = new Ajv().compile<CallRecord>(JSON.parse(readFileSync(SCHEMA, 'utf8')));

/** Holds a value against the published schema of records. */
export function toRecord(value: unknown): CallRecord {
  if (isRecord(value)) return value;
  throw new Error(`not a call record: ${JSON.stringify(isRecord.errors)}`);
}

/** The records among log lines, each held against the schema. */
export function recordsIn(logs: readonly string[]): CallRecord[] {
  return logs
    .map((line) => JSON.parse(line))
    .filter(({ event }) => event === 'call-record')
    .map(({ record }) => toRecord(record));
}

/** What the header of a record must say, calculated apart from the service. */
export function expectedSignature(header: string, body: string, secret: string): string {
  const [, time] = /^t=(\d+),/.exec(header) ?? [];
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
}
