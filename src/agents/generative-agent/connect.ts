import { type AsappConfig, VOICE_AGENT_MODES } from '../../asapp/config';
import { generativeAgentStreamingUrl } from '../../asapp/streaming-url';
import { parameter } from '../../runtime/event';
import { callTransferId } from '../../voice/call';
import type { Connector } from '../agent';

/** ASAPP GenerativeAgent: the ids under which it keeps the call go along as stream parameters. */
export function generativeAgentConnector(config: AsappConfig): Connector {
  return async ({ call, event, parameters }, deadline) => {
    const wanted = parameter(event, 'voiceAgentMode');
    const mode = VOICE_AGENT_MODES.find((known) => known === wanted);
    const url = await generativeAgentStreamingUrl(config, mode ?? config.voiceAgentMode, deadline);
    return {
      url,
      parameters: {
        asapp_callTransferId: callTransferId(call.callSid, call.engagement),
        asapp_externalConversationId: call.callSid,
        ...parameters.values,
      },
      leftOut: wanted !== undefined && mode === undefined ? ['voiceAgentMode'] : [],
    };
  };
}
