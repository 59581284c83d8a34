/** /whisper: what a person hears before the caller is bridged. Runs on that person's leg of the call. */
import { recallContext } from '../src/agents/select-agent';
import { readHandOffConfig } from '../src/hand-off/config';
import { answerWhisper, readWhisper, whisper } from '../src/hand-off/whisper';
import { defineFunction } from '../src/runtime/function';
import { emptyContext } from '../src/voice/call-context';

export const handler = defineFunction({
  milliseconds: 2_500, // Twilio has its answer within 3 s; the caller hears ringing meanwhile
  async answer(invocation) {
    const { call, pressed } = readWhisper(invocation.event);
    if (pressed !== undefined) return answerWhisper(pressed);
    const { value: config } = readHandOffConfig(invocation.environment, call.line);
    return whisper(invocation, call, config, await recallContext(invocation, call));
  },
  rescue(invocation) {
    const { call } = readWhisper(invocation.event);
    const { value: config } = readHandOffConfig(invocation.environment, call.line);
    return whisper(invocation, call, config, emptyContext(call.callSid));
  },
});
