import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import type { CallTransfer } from '../asapp/call-transfer';
import type { Invocation } from '../runtime/function';
import type { Call } from '../voice/call';
import { callContext } from '../voice/call-context';
import type { Outcome } from '../voice/outcome';
import { firstPosition } from './begin';
import type { HandOffConfig } from './config';
import { isResumable, resume } from './resume';
import { handOnTranscribed } from './transcribed';

/** What the agent decided, and its record where there is one. */
interface Conclusion {
  readonly outcome: Outcome;
  readonly transfer?: CallTransfer | undefined;
}

/** A call that the agent is done with: back to it if its stream broke and that may be, else down its chain. */
export async function sendOn(
  invocation: Invocation,
  call: Call,
  config: HandOffConfig,
  { outcome, transfer }: Conclusion,
): Promise<TwilioResponse> {
  if (isResumable(call, outcome, config.resumeInterrupted)) {
    return resume(call, invocation.domainName);
  }
  const context = callContext(call.callSid, transfer);
  const position = firstPosition(call, config, outcome, context);
  return handOnTranscribed(invocation, position, config, context);
}
