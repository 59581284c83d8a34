import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import type { Call } from '../voice/call';
import type { Outcome } from '../voice/outcome';
import { serviceUrl } from '../voice/urls';
import type { HandOffConfig } from './config';

/** Whether a call goes back to the agent: only once in a row. */
export function isResumable(
  { isResumed }: Call,
  outcome: Outcome,
  { resumeInterrupted }: HandOffConfig,
): boolean {
  return resumeInterrupted && outcome === 'interrupted' && !isResumed;
}

/**
 * Sends a call back to the agent, as its next engagement: a new transfer of the same conversation. The
 * URL carries no variables, since the agent still has those of the interrupted engagement.
 */
export function resume(call: Call, domainName: string): TwilioResponse {
  const { engagement, recording, line, voiceAgent, voiceAgentMode } = call;
  const response = new Twilio.twiml.VoiceResponse();
  const query = {
    engagement: engagement + 1,
    resumed: 1,
    recording,
    line,
    voiceAgent,
    voiceAgentMode,
  };
  response.redirect(serviceUrl(domainName, '/engage', query));
  return twiml(response);
}
