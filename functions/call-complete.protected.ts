/** /call-complete: the agent's stream has ended; finds out why and hands the call off. */
import { selectAgent } from '../src/agents/select-agent';
import { summarizeFor } from '../src/agents/summary';
import { readHandOffConfig } from '../src/hand-off/config';
import { fallBack } from '../src/hand-off/fall-back';
import { startHandOff } from '../src/hand-off/hand-off';
import { nextDestination } from '../src/hand-off/next-destination';
import { isResumable, resume } from '../src/hand-off/resume';
import { transcribePerson } from '../src/hand-off/transcribe-person';
import { emptyTwiml } from '../src/runtime/answer';
import { defineFunction } from '../src/runtime/function';
import { hasCallSid, isOver, readCall } from '../src/voice/call';

export const handler = defineFunction({
  milliseconds: 5_500, // Twilio has its answer within 6 s
  failure: 'outcome-unknown',
  async answer(invocation) {
    const { event, environment, domainName, settings, log, deadline } = invocation;
    const call = readCall(event);
    const { engagement } = call;
    if (isOver(call)) {
      log.info('call-complete', { engagement, outcome: 'caller-hung-up' });
      return emptyTwiml();
    }
    const agent = settings(selectAgent(environment, call));
    const config = settings(readHandOffConfig(environment));
    if (!hasCallSid(call)) return fallBack(invocation);

    const { outcome, context } = await agent.conclude(call, deadline);
    log.info('call-complete', { engagement, outcome });
    if (isResumable(call, outcome, config)) return resume(call, domainName);
    const handOff = startHandOff(call, outcome, context, config);
    const [opening, summary] = await Promise.all([
      transcribePerson(invocation, handOff),
      summarizeFor(invocation, handOff, config),
    ]);
    return nextDestination(invocation, handOff, config, { ...context, ...summary }, opening);
  },
  rescue: fallBack,
});
