/** /engage: connects a call to the voice agent; otherwise returns it to its flow, or falls back. */
import { selectAgent } from '../src/agents/select-agent';
import { loadHandOff, returnOrFallBack } from '../src/hand-off/load-hand-off';
import { hangUp } from '../src/runtime/answer';
import { defineFunction } from '../src/runtime/function';
import { getsAgent, readAgentShare } from '../src/voice/agent-share';
import { hasCallSid, readCall } from '../src/voice/call';
import { connectCall } from '../src/voice/connect-call';
import { readEngageConfig } from '../src/voice/engage-config';
import { numberEngagement } from '../src/voice/engagement';
import { isAnsweringMachine } from '../src/voice/parties';

export const handler = defineFunction({
  milliseconds: 3_500, // Twilio has its answer within 4 s
  isEntrance: true,
  failure: 'agent-unreachable',
  async answer(invocation) {
    const { event, environment, settings, log, deadline } = invocation;
    if (isAnsweringMachine(event)) {
      log.info('answered-by-machine');
      return hangUp();
    }
    const call = readCall(event);
    const agent = settings(selectAgent(environment, call));
    const engage = settings(readEngageConfig(environment));
    if (!hasCallSid(call)) return returnOrFallBack(invocation);
    if (!getsAgent(settings(readAgentShare(environment)), call)) {
      const elsewhere = await loadHandOff().withoutAgent(invocation, call);
      if (elsewhere) return elsewhere;
    }
    const engagement = await numberEngagement(call, event, agent, deadline);
    return connectCall(invocation, engagement, agent, engage);
  },
  rescue: returnOrFallBack,
});
