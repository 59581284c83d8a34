import { readCallTransfer } from '../../asapp/call-transfer';
import { readAsappConfig } from '../../asapp/config';
import { logRequestError } from '../../http/log-fields';
import type { Invocation } from '../../runtime/function';
import { type Call, callTransferId } from '../../voice/call';
import { type CallContext, callContext } from '../../voice/call-context';
import { hasCallSid } from '../agent';
import { readVoiceAgent } from '../voice-agent';

/**
 * What the agent learned, read again in the middle of a hand-off: nothing of it is stored. Where ASAPP
 * cannot be asked, or another agent has had the call, the hand-off goes on without it.
 */
export async function readContext(
  { environment, log, deadline }: Pick<Invocation, 'environment' | 'log' | 'deadline'>,
  call: Call,
): Promise<CallContext> {
  const { value: config } = readAsappConfig(environment);
  const isOurs = readVoiceAgent(environment, call).value === 'asapp';
  if (!config || !hasCallSid(call) || !isOurs) return callContext(call.callSid);
  try {
    const id = callTransferId(call.callSid, call.engagement);
    return callContext(call.callSid, await readCallTransfer(config, id, deadline));
  } catch (error) {
    logRequestError(log, 'context-unknown', error);
    return callContext(call.callSid);
  }
}
