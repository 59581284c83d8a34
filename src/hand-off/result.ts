import { type FunctionEvent, parameter } from '../runtime/event';
import type { Invocation } from '../runtime/function';
import type { LogFields } from '../runtime/log';
import { isOver, readCall } from '../voice/call';
import type { HandOff } from './hand-off';

/**
 * How one destination went:
 * - `answered`: a person or system had the call, which is now over;
 * - `recorded`: the caller has left a message;
 * - `taken`: somebody else has taken the call over;
 * - `caller-gone`: the caller has hung up;
 * - `unanswered`: the next destination is tried.
 */
export type HandOffResult = 'answered' | 'recorded' | 'taken' | 'caller-gone' | 'unanswered';

const QUEUE_RESULTS = new Map<string, HandOffResult>([
  ['bridged', 'answered'],
  ['bridging-in-process', 'answered'],
  ['redirected-from-bridged', 'answered'],
  ['redirected', 'taken'],
  ['hangup', 'caller-gone'],
  ['leave', 'unanswered'],
  ['queue-full', 'unanswered'],
  ['error', 'unanswered'],
  ['system-error', 'unanswered'],
]);

/** Reads what Twilio sends to the `action` of a Dial, an Enqueue or a Record. */
export function readResult(event: FunctionEvent): HandOffResult {
  if (isOver(readCall(event))) return 'caller-gone';
  const queueResult = parameter(event, 'QueueResult');
  if (queueResult !== undefined) return QUEUE_RESULTS.get(queueResult) ?? 'unanswered';
  if (parameter(event, 'RecordingUrl') !== undefined) return 'recorded';
  return isBridged(event) ? 'answered' : 'unanswered';
}

const DIAL_STATUSES = ['completed', 'answered', 'busy', 'no-answer', 'failed', 'canceled'];
const SIP_RESPONSE_CODE = /^[1-6]\d\d$/;

/** Reads how the destination went, and logs it. */
export function logResult(
  { event, log }: Pick<Invocation, 'event' | 'log'>,
  { outcome }: Pick<HandOff, 'outcome'>,
): HandOffResult {
  const status = readResult(event);
  log.info('hand-off-result', { outcome, status, ...twilioFields(event) });
  return status;
}

/** What Twilio says, for the log: only values that it documents, so that no other text gets there. */
function twilioFields(event: FunctionEvent): LogFields {
  const status = parameter(event, 'DialCallStatus');
  const queueResult = parameter(event, 'QueueResult');
  const code = parameter(event, 'DialSipResponseCode');
  const queueTime = parameter(event, 'QueueTime');
  return {
    ...(status && DIAL_STATUSES.includes(status) && { dialCallStatus: status }),
    ...(queueResult && QUEUE_RESULTS.has(queueResult) && { queueResult }),
    ...(code && SIP_RESPONSE_CODE.test(code) && { dialSipResponseCode: code }),
    // How long the caller waited, in seconds.
    ...(queueTime && /^\d{1,7}$/.test(queueTime) && { ms: Number(queueTime) * 1_000 }),
  };
}

/**
 * By `DialCallStatus` a person who hangs up during the whisper, or a voicemail box that never presses 1,
 * has "answered". Only `DialBridged` says that the two were connected (assumption 12).
 */
function isBridged(event: FunctionEvent): boolean {
  const bridged = parameter(event, 'DialBridged');
  if (bridged !== undefined) return bridged.toLowerCase() === 'true';
  const status = parameter(event, 'DialCallStatus');
  return status === 'completed' || status === 'answered';
}
