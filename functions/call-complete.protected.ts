/** /call-complete: the agent's stream has ended; finds out why and sends the call on. */
import { hasCallSid } from '../src/agents/agent';
import { readConcluder } from '../src/agents/concluder';
import { rescueCall } from '../src/hand-off/begin';
import { readHandOffConfig } from '../src/hand-off/config';
import { sendOn } from '../src/hand-off/send-on';
import { logRequestError } from '../src/http/log-fields';
import { emptyTwiml } from '../src/runtime/answer';
import { defineFunction } from '../src/runtime/function';
import { logProblems, readLogLevel } from '../src/runtime/log';
import { readTranscribeHandOff } from '../src/transcription/options';
import { isOver, readCall } from '../src/voice/call';

export const handler = defineFunction({
  milliseconds: 5_500, // Twilio has its answer within 6 s
  async answer(invocation) {
    const { event, environment, log, deadline } = invocation;
    const call = readCall(event);
    const { engagement } = call;
    if (isOver(call)) {
      log.info('call-complete', { engagement, outcome: 'caller-hung-up' });
      return emptyTwiml();
    }
    const concluder = readConcluder(environment, call);
    const handOff = readHandOffConfig(environment, call.line);
    const transcribe = readTranscribeHandOff(environment);
    logProblems(log, concluder, handOff, transcribe, readLogLevel(environment));
    if (!concluder.value || !hasCallSid(call)) return rescueCall(invocation, call);
    try {
      const conclusion = await concluder.value(call, deadline);
      log.info('call-complete', { engagement, outcome: conclusion.outcome });
      return await sendOn(invocation, call, handOff.value, conclusion);
    } catch (error) {
      logRequestError(log, 'outcome-unknown', error);
      return rescueCall(invocation, call);
    }
  },
  rescue: (invocation) => rescueCall(invocation, readCall(invocation.event)),
});
