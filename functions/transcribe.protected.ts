/** /transcribe: a call is forked to AutoTranscribe, and goes on at once: `next`, its flow, or a person. */
import { hasCallSid } from '../src/agents/agent';
import { goOn, readOnward, rescueOnward } from '../src/hand-off/onward';
import { emptyTwiml } from '../src/runtime/answer';
import { defineFunction } from '../src/runtime/function';
import { logProblems } from '../src/runtime/log';
import { beginTranscription } from '../src/transcription/begin';
import { readTranscriptionParameters } from '../src/transcription/parameters';
import { isOver, readCall } from '../src/voice/call';

export const handler = defineFunction({
  milliseconds: 3_500, // Twilio has its answer within 4 s
  async answer(invocation) {
    const call = readCall(invocation.event);
    if (isOver(call)) return emptyTwiml();
    const onward = readOnward(invocation, call);
    if (!hasCallSid(call)) return goOn(invocation, onward);
    const agentId = onward.kind === 'chain' ? onward.position.chain[0]?.word : undefined;
    const { value: values, problems } = readTranscriptionParameters(invocation.event);
    logProblems(invocation.log, { value: values, problems });
    const order = { ...values, agentId: values.agentId ?? agentId };
    const { callSid } = call;
    const fork = await beginTranscription(invocation, callSid, order, invocation.deadline);
    return goOn(invocation, onward, fork);
  },
  rescue: rescueOnward,
});
