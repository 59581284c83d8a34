/** /whisper: what a person hears before the caller is bridged. Runs on that person's leg of the call. */
import { recallContext } from '../src/agents/select-agent';
import { summarize } from '../src/agents/summary';
import { readHandOffConfig } from '../src/hand-off/config';
import { answerWhisper, readWhisper, whisper } from '../src/hand-off/whisper';
import { defineFunction } from '../src/runtime/function';
import { emptyContext } from '../src/voice/call-context';

export const handler = defineFunction({
  milliseconds: 2_500, // Twilio has its answer within 3 s; the caller hears ringing meanwhile
  async answer(invocation) {
    const { call, pressed, summary, isSummaryLate } = readWhisper(invocation.event);
    if (pressed !== undefined) return answerWhisper(pressed);
    const { value: config } = readHandOffConfig(invocation.environment);
    const [context, told] = await Promise.all([
      recallContext(invocation, call),
      isSummaryLate ? summarize(invocation, call, 'agent') : { summary },
    ]);
    return whisper(invocation, call, config, { ...context, ...told });
  },
  rescue(invocation) {
    const { call, summary } = readWhisper(invocation.event);
    const { value: config } = readHandOffConfig(invocation.environment);
    return whisper(invocation, call, config, { ...emptyContext(call.callSid), summary });
  },
});
