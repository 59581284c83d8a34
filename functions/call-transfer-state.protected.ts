/** /call-transfer-state: what the agent decided, as JSON for Studio's Run Function widget. */
import { hasCallSid } from '../src/agents/agent';
import {
  answerState,
  readStateCall,
  refuse,
  refuseRequest,
} from '../src/agents/call-transfer-state';
import { readConcluder } from '../src/agents/concluder';
import { logRequestError } from '../src/http/log-fields';
import { defineFunction } from '../src/runtime/function';
import { logProblems } from '../src/runtime/log';

export const handler = defineFunction({
  milliseconds: 5_500, // Studio waits 10 s; the caller, in silence, should not wait longer than 6
  async answer({ event, environment, log, deadline }) {
    const call = readStateCall(event);
    if (!hasCallSid(call)) {
      return refuse(
        400,
        'bad-call-sid',
        'CallSid is missing or malformed: pass {{trigger.call.CallSid}}',
      );
    }
    const concluder = readConcluder(environment, call);
    logProblems(log, concluder);
    if (!concluder.value) return refuse(502, 'not-configured', 'ASAPP is not configured');
    try {
      const conclusion = await concluder.value(call, deadline);
      log.info('call-transfer-state', { engagement: call.engagement, outcome: conclusion.outcome });
      return answerState(conclusion);
    } catch (error) {
      logRequestError(log, 'outcome-unknown', error);
      return refuseRequest(error);
    }
  },
  rescue: () => refuse(502, 'internal', 'the function failed; its log says where'),
});
