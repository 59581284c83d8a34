/** /engage: a call reaches the voice agent; where that cannot be, its flow or the fallback chain. */
import { hasCallSid } from '../src/agents/agent';
import { connectCall } from '../src/agents/connect-call';
import { readConnector } from '../src/agents/connector';
import { readHandOffConfig } from '../src/hand-off/config';
import { giveBack } from '../src/hand-off/give-back';
import { hangUp } from '../src/hand-off/goodbye';
import { logRequestError } from '../src/http/log-fields';
import { defineFunction } from '../src/runtime/function';
import { logProblems, readLogLevel } from '../src/runtime/log';
import { readCall } from '../src/voice/call';
import { readEngageConfig } from '../src/voice/config';
import { isAnsweringMachine } from '../src/voice/parties';

export const handler = defineFunction({
  milliseconds: 3_500, // Twilio has its answer within 4 s
  async answer(invocation) {
    const { event, environment, log } = invocation;
    const call = readCall(event);
    if (isAnsweringMachine(event)) {
      log.info('answered-by-machine');
      return hangUp();
    }
    const connector = readConnector(environment, call);
    const engage = readEngageConfig(environment);
    const handOff = readHandOffConfig(environment, call.line);
    logProblems(log, connector, engage, handOff, readLogLevel(environment));
    if (!connector.value || !hasCallSid(call)) return giveBack(invocation, call);
    try {
      const { speech } = handOff.value;
      return await connectCall(invocation, call, connector.value, engage.value, speech);
    } catch (error) {
      logRequestError(log, 'agent-unreachable', error);
      return giveBack(invocation, call);
    }
  },
  rescue: (invocation) => giveBack(invocation, readCall(invocation.event)),
});
