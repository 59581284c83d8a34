/** /hand-off: a destination is done. Either the call has found somebody, or the next one has its turn. */
import { readContext } from '../src/agents/generative-agent/context';
import { readHandOffConfig } from '../src/hand-off/config';
import { hangUp, sayGoodbye } from '../src/hand-off/goodbye';
import { handOn } from '../src/hand-off/hand-on';
import { readPosition } from '../src/hand-off/position';
import { readResult } from '../src/hand-off/result';
import { handOnTranscribed } from '../src/hand-off/transcribed';
import { emptyTwiml } from '../src/runtime/answer';
import { defineFunction } from '../src/runtime/function';
import { callContext } from '../src/voice/call-context';

export const handler = defineFunction({
  milliseconds: 2_500, // Twilio has its answer within 3 s
  async answer(invocation) {
    const { event, environment, log } = invocation;
    const position = readPosition(event);
    const result = readResult(event);
    const { value: config } = readHandOffConfig(environment, position.call.line);
    log.info('hand-off-result', { outcome: position.outcome, status: result });
    switch (result) {
      case 'answered':
        return hangUp();
      case 'recorded':
        return sayGoodbye(config.speech, config.speech.messages.voicemailThanks);
      case 'taken':
      case 'caller-gone':
        return emptyTwiml();
      case 'unanswered': {
        const context = readContext(invocation, position.call);
        return handOnTranscribed(invocation, position, config, context);
      }
    }
  },
  rescue(invocation) {
    const position = readPosition(invocation.event);
    const { value: config } = readHandOffConfig(invocation.environment, position.call.line);
    return handOn(invocation, position, config, callContext(position.call.callSid));
  },
});
