/** /call-complete: the agent's stream has ended; finds out why and sends the call on. */
import { isNamed } from '../src/agents/agent';
import { readConcluder } from '../src/agents/concluder';
import { firstPosition, rescueCall } from '../src/hand-off/begin';
import { readHandOffConfig } from '../src/hand-off/config';
import { isResumable, resume } from '../src/hand-off/resume';
import { handOnTranscribed } from '../src/hand-off/transcribed';
import { logRequestError } from '../src/http/log-fields';
import { endOfDocument } from '../src/runtime/answer';
import { defineFunction } from '../src/runtime/function';
import { reportFaults } from '../src/runtime/log';
import { isOver, readCall } from '../src/voice/call';
import { contextOf } from '../src/voice/context';

export const handler = defineFunction({
  milliseconds: 5_500, // Twilio has its answer within 6 s
  async answer(invocation) {
    const { event, environment, domainName, log, deadline } = invocation;
    const call = readCall(event);
    const { engagement } = call;
    if (isOver(call)) {
      log.info('call-complete', { engagement, outcome: 'caller-hung-up' });
      return endOfDocument();
    }
    const concluder = readConcluder(environment, call);
    const handOff = readHandOffConfig(environment, call.line);
    reportFaults(log, concluder, handOff);
    if (!concluder.values || !isNamed(call)) return rescueCall(invocation, call);
    try {
      const { outcome, transfer } = await concluder.values(call, deadline);
      log.info('call-complete', { engagement, outcome });
      if (isResumable(call, outcome, handOff.values.resumeInterrupted)) {
        return resume(call, domainName);
      }
      const context = contextOf(call.callSid, transfer);
      const position = firstPosition(call, handOff.values, outcome, context);
      return await handOnTranscribed(invocation, position, handOff.values, context);
    } catch (error) {
      logRequestError(log, 'outcome-unknown', error);
      return rescueCall(invocation, call);
    }
  },
  rescue: (invocation) => rescueCall(invocation, readCall(invocation.event)),
});
