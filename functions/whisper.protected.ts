/** /whisper: what a person hears before the caller is bridged. Runs on that person's leg of the call. */
import { readContext } from '../src/agents/generative-agent/context';
import { readHandOffConfig } from '../src/hand-off/config';
import { answerWhisper, readWhisper, whisper } from '../src/hand-off/whisper';
import { defineFunction, type Invocation } from '../src/runtime/function';
import { callContext } from '../src/voice/call-context';

export const handler = defineFunction({
  milliseconds: 2_500, // Twilio has its answer within 3 s; the caller hears ringing meanwhile
  async answer(invocation) {
    const { call, pressed } = readWhisper(invocation.event);
    if (pressed !== undefined) return answerWhisper(pressed);
    const { value: config } = readHandOffConfig(invocation.environment, undefined);
    return whisper(invocation, call, config, await readContext(invocation, call));
  },
  rescue(invocation: Invocation) {
    const { call } = readWhisper(invocation.event);
    const { value: config } = readHandOffConfig(invocation.environment, undefined);
    return whisper(invocation, call, config, callContext(call.callSid));
  },
});
