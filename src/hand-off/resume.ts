import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import type { Call } from '../voice/call';
import type { Outcome } from '../voice/outcome';
import { serviceUrl } from '../voice/urls';

/** Whether a call should go back to the agent: only after its first engagement, so only once. */
export function isResumable(call: Call, outcome: Outcome, resumeInterrupted: boolean): boolean {
  return resumeInterrupted && outcome === 'interrupted' && call.engagement === 1;
}

/**
 * Back to the agent, as engagement 2: a new transfer of the same conversation. Ids only; ASAPP still
 * has the variables of the first engagement.
 */
export function resume({ engagement, line, voiceAgent }: Call, domainName: string): TwilioResponse {
  const response = new Twilio.twiml.VoiceResponse();
  const query = { engagement: engagement + 1, line, voiceAgent };
  response.redirect(serviceUrl(domainName, '/engage', query));
  return twiml(response);
}
