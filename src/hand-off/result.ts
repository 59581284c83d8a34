import { type FunctionEvent, parameter } from '../runtime/event';
import { isOver, readCall } from '../voice/call';

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
  // leave, queue-full, error, system-error: unanswered
]);

/** Reads what Twilio sends to the `action` of a Dial, an Enqueue or a Record. */
export function readResult(event: FunctionEvent): HandOffResult {
  if (isOver(readCall(event))) return 'caller-gone';
  const queueResult = parameter(event, 'QueueResult');
  if (queueResult !== undefined) return QUEUE_RESULTS.get(queueResult) ?? 'unanswered';
  if (parameter(event, 'RecordingUrl') !== undefined) return 'recorded';
  return isBridged(event) ? 'answered' : 'unanswered';
}

/**
 * By `DialCallStatus` a person who hangs up during the whisper, or a voicemail box that never presses 1,
 * has "answered". Only `DialBridged` says that the two were connected.
 */
function isBridged(event: FunctionEvent): boolean {
  const bridged = parameter(event, 'DialBridged');
  if (bridged !== undefined) return bridged.toLowerCase() === 'true';
  const status = parameter(event, 'DialCallStatus');
  return status === 'completed' || status === 'answered';
}
