import { parameter } from '../runtime/event';
import type { Invocation } from '../runtime/function';
import { logFailure } from '../runtime/log';
import { hasCallSid, isOver, readCall } from '../voice/call';
import { readCallRecordConfig } from './config';
import { deliver } from './deliver';
import { findOut } from './findings';
import { makeRecord, withoutPeople } from './record';

/**
 * Writes the record of a call that has ended: one log line and, with `CALL_RECORD_URL`, one request. A
 * callback about a call that is not over, or about a person whom another call has dialed, has none.
 */
export async function writeRecord(invocation: Invocation): Promise<void> {
  const { event, environment, settings, log, deadline } = invocation;
  const call = readCall(event);
  const isDialed = parameter(event, 'ParentCallSid') !== undefined;
  if (!hasCallSid(call) || !isOver(call) || isDialed) return;
  const { url, secret, namesPeople } = settings(readCallRecordConfig(environment));

  const findings = await findOut(invocation, call);
  if (!findings) return log.warn('call-unknown');
  const record = makeRecord(call, findings);
  const anonymous = withoutPeople(record);
  log.info('call-record', { record: anonymous });
  if (url === undefined) return;
  try {
    await deliver(namesPeople ? record : anonymous, url, secret, deadline);
  } catch (error) {
    logFailure(log, 'call-record-undelivered', error);
  }
}
