import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import type { Invocation } from '../runtime/function';
import type { Call } from '../voice/call';
import { flowReturnUrl, readReturn } from '../voice/studio';
import { rescueCall } from './begin';

/** A call that the agent cannot take: back to its Studio Flow with `outcome=failed`, else the fallback chain. */
export function giveBack(invocation: Invocation, call: Call): TwilioResponse {
  const returns = readReturn(invocation.event, call);
  if (returns.kind !== 'flow') return rescueCall(invocation, call);
  const { engagement } = call;
  const response = new Twilio.twiml.VoiceResponse();
  response.redirect(flowReturnUrl(returns, { engagement, outcome: 'failed' }));
  invocation.log.info('returned-to-flow', { engagement, outcome: 'failed' });
  return twiml(response);
}
