/** /call-transfer-state: what the agent decided, as JSON for Studio's Run Function widget. */
import { selectAgent } from '../src/agents/select-agent';
import { summarize } from '../src/agents/summary';
import { defineFunction } from '../src/runtime/function';
import { hasCallSid, readCall } from '../src/voice/call';
import { answerState, refuse, refuseFailure } from '../src/voice/call-transfer-state';
import { availabilityNow, readOpeningHours } from '../src/voice/opening-hours-config';

export const handler = defineFunction({
  milliseconds: 5_500, // Studio waits 10 s; the caller, in silence, should not wait longer than 6
  failure: 'outcome-unknown',
  async answer(invocation) {
    const { event, environment, settings, log, deadline } = invocation;
    const call = readCall(event);
    if (!hasCallSid(call)) {
      const message = 'CallSid is missing or malformed: pass {{trigger.call.CallSid}}';
      return refuse(400, 'bad-call-sid', message);
    }
    const agent = settings(selectAgent(environment, call));
    const conclusion = await agent.conclude(call, deadline);
    const { context, outcome } = conclusion;
    log.info('call-transfer-state', { engagement: call.engagement, outcome });
    const summary = await summarize(invocation, call, outcome);
    const openingHours = settings(readOpeningHours(environment));
    const told = { ...conclusion, context: { ...context, ...summary } };
    return answerState(told, availabilityNow(openingHours));
  },
  rescue: (_invocation, error) => refuseFailure(error),
});
