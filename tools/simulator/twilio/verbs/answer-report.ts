import { callBack, webhookOf } from '../call/action';
import type { VerbContext } from '../call/context';
import type { DialTarget } from './callee';

/**
 * Reports to the noun's `statusCallback` that somebody has answered, if its `statusCallbackEvent` names
 * `answered`. The other events are not simulated. The call does not wait for the answer; at a pace where
 * no time passes it does, since the talk would otherwise be over before it.
 */
export async function reportAnswer(
  context: VerbContext,
  { element, to }: DialTarget,
  callSid: string,
): Promise<void> {
  const { statusCallback, statusCallbackMethod, statusCallbackEvent = '' } = element.attributes;
  if (!statusCallback || !statusCallbackEvent.split(' ').includes('answered')) return;
  const { leg } = context;
  const webhook = webhookOf(context, statusCallback, statusCallbackMethod, {
    CallSid: callSid,
    ParentCallSid: leg.callSid,
    CallStatus: 'in-progress',
    Direction: 'outbound-dial',
    Called: to,
    To: to,
    CallbackSource: 'call-progress-events',
    SequenceNumber: '0',
    Timestamp: new Date().toUTCString(),
  });
  const reported = callBack(context, webhook);
  if (leg.clock.instant) await reported;
}
