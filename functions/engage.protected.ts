/** /engage: a call reaches the voice agent; where that cannot be, its flow or the fallback chain. */
import { isNamed } from '../src/agents/agent';
import { readConnector } from '../src/agents/connector';
import { readHandOffConfig } from '../src/hand-off/config';
import { giveBack } from '../src/hand-off/give-back';
import { hangUp } from '../src/hand-off/goodbye';
import { logRequestError } from '../src/http/log-fields';
import { twiml } from '../src/runtime/answer';
import { defineFunction } from '../src/runtime/function';
import { reportFaults } from '../src/runtime/log';
import { readCall } from '../src/voice/call';
import { readEngageConfig } from '../src/voice/config';
import { connectTwiml } from '../src/voice/connect';
import { isMachine } from '../src/voice/ends';
import { readStreamParameters } from '../src/voice/stream-parameters';
import { readReturn, warnUnreturned } from '../src/voice/studio';

export const handler = defineFunction({
  milliseconds: 3_500, // Twilio has its answer within 4 s
  async answer(invocation) {
    const { event, environment, domainName, log, deadline } = invocation;
    const call = readCall(event);
    if (isMachine(event)) {
      log.info('answered-by-machine');
      return hangUp();
    }
    const connector = readConnector(environment, call);
    const config = readEngageConfig(environment);
    const handOff = readHandOffConfig(environment, call.line);
    reportFaults(log, connector, config, handOff);
    if (!connector.values || !isNamed(call)) return giveBack(invocation, call);

    const { inputVariables, greeting } = config.values;
    const parameters = readStreamParameters(event, inputVariables);
    const returns = readReturn(event, call);
    if (returns.kind === 'unreturned') warnUnreturned(log);
    try {
      const stream = await connector.values({ call, event, parameters }, deadline);
      const leftOut = [...parameters.leftOut, ...stream.leftOut];
      log.info('engaged', { engagement: call.engagement, names: leftOut });
      const { speech } = handOff.values;
      return twiml(connectTwiml({ call, stream, returns, greeting, speech, domainName }));
    } catch (error) {
      logRequestError(log, 'agent-unreachable', error);
      return giveBack(invocation, call);
    }
  },
  rescue: (invocation) => giveBack(invocation, readCall(invocation.event)),
});
