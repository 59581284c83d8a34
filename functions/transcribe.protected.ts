/** /transcribe: forks a call to AutoTranscribe and sends it on: to `next`, its flow, or a person. */
import { continueAfterFork, readAfterFork } from '../src/hand-off/after-fork';
import { fallBack } from '../src/hand-off/fall-back';
import { reportsAnswer } from '../src/hand-off/transcribe-person';
import { emptyTwiml } from '../src/runtime/answer';
import { defineFunction } from '../src/runtime/function';
import { forkCall } from '../src/transcription/fork-call';
import { readTranscriptionParameters } from '../src/transcription/parameters';
import { hasCallSid, isOver, readCall } from '../src/voice/call';

export const handler = defineFunction({
  milliseconds: 3_500, // Twilio has its answer within 4 s
  isEntrance: true,
  async answer(invocation) {
    const { event, settings, deadline } = invocation;
    const call = readCall(event);
    if (isOver(call)) return emptyTwiml();
    const after = readAfterFork(invocation, call);
    if (!hasCallSid(call)) return continueAfterFork(invocation, after);
    const person = after.kind === 'hand-off' ? after.handOff.chain[0] : undefined;
    const parameters = settings(readTranscriptionParameters(event));
    const named = { ...parameters, agentId: parameters.agentId ?? person?.word };
    const waits = reportsAnswer(person);
    const opening = await forkCall(invocation, call.callSid, named, deadline, waits);
    return continueAfterFork(invocation, after, opening);
  },
  rescue(invocation) {
    try {
      const after = readAfterFork(invocation, readCall(invocation.event));
      return continueAfterFork(invocation, after);
    } catch {
      return fallBack(invocation);
    }
  },
});
