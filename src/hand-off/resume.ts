import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import type { Call } from '../voice/call';
import type { Outcome } from '../voice/outcome';
import { serviceUrl } from '../voice/urls';
import type { HandOffConfig } from './config';

/** Whether a call goes back to the agent: only after its first engagement, so only once. */
export function isResumable(
  { engagement }: Call,
  outcome: Outcome,
  { resumeInterrupted }: HandOffConfig,
): boolean {
  return resumeInterrupted && outcome === 'interrupted' && engagement === 1;
}

/**
 * Sends a call back to the agent, as engagement 2: a new transfer of the same conversation. The URL
 * carries only ids, since the agent still has the variables of the first engagement.
 */
export function resume({ engagement, line, voiceAgent }: Call, domainName: string): TwilioResponse {
  const response = new Twilio.twiml.VoiceResponse();
  const query = { engagement: engagement + 1, line, voiceAgent };
  response.redirect(serviceUrl(domainName, '/engage', query));
  return twiml(response);
}
