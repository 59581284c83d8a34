/** /hand-off: a destination is done. Either somebody has taken the call, or the next one is tried. */
import { recallContext } from '../src/agents/select-agent';
import { summarizeFor } from '../src/agents/summary';
import { readHandOffConfig } from '../src/hand-off/config';
import { returnOrNextDestination } from '../src/hand-off/fall-back';
import { readHandOff } from '../src/hand-off/hand-off';
import { logResult } from '../src/hand-off/result';
import { transcribePerson } from '../src/hand-off/transcribe-person';
import { emptyTwiml, hangUp } from '../src/runtime/answer';
import { defineFunction, type Invocation } from '../src/runtime/function';
import { sayGoodbye } from '../src/voice/speech';

export { returnOrFallBack } from '../src/hand-off/fall-back'; // for /engage: load-hand-off.ts
export { withoutAgent } from '../src/hand-off/without-agent';

function readRequest({ event, environment }: Invocation) {
  const { value: config } = readHandOffConfig(environment);
  return { config, speech: config.speech, handOff: readHandOff(event, config) };
}

export const handler = defineFunction({
  milliseconds: 2_500, // Twilio has its answer within 3 s
  async answer(invocation) {
    const { config, speech, handOff } = readRequest(invocation);
    const result = logResult(invocation, handOff);
    if (result === 'answered') return hangUp();
    if (result === 'recorded') return sayGoodbye(speech, speech.messages.voicemailThanks);
    if (result === 'taken' || result === 'caller-gone') return emptyTwiml();
    const [context, fork, summary] = await Promise.all([
      recallContext(invocation, handOff.call),
      transcribePerson(invocation, handOff),
      summarizeFor(invocation, handOff, config),
    ]);
    return returnOrNextDestination(invocation, handOff, config, { ...context, ...summary }, fork);
  },
  rescue(invocation) {
    const { config, handOff } = readRequest(invocation);
    return returnOrNextDestination(invocation, handOff, config);
  },
});
