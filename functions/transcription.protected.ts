/** /transcription: starts or stops the transcription of a forked call, for hold, resume and a new agent. */
import { readAsappConfig } from '../src/asapp/config';
import { startTranscription, stopTranscription } from '../src/asapp/transcription';
import { logRequestError } from '../src/http/log-fields';
import { defineFunction } from '../src/runtime/function';
import { logProblems } from '../src/runtime/log';
import { readTranscriptionParameters, transcriptionOf } from '../src/transcription/parameters';
import {
  answerDone,
  answerFailure,
  answerRefusal,
  readTranscriptionRequest,
} from '../src/transcription/request';

export const handler = defineFunction({
  milliseconds: 4_000, // ASAPP may need a moment to learn of the call; Studio waits 10 s
  async answer({ event, environment, log, deadline }) {
    const request = readTranscriptionRequest(event);
    const { action, callSid } = request;
    if (!action) return answerRefusal(400, request, 'bad-action', 'action must be start or stop');
    if (!callSid) return answerRefusal(400, request, 'bad-call-sid', 'CallSid must be CA…');
    const order = readTranscriptionParameters(event);
    const transcription = transcriptionOf(callSid, order.value, environment);
    const asapp = readAsappConfig(environment);
    logProblems(log, asapp, order, transcription);
    const config = asapp.value;
    if (!config) return answerRefusal(502, request, 'not-configured', 'ASAPP is not configured');
    try {
      if (action === 'start') await startTranscription(config, transcription.value, deadline);
      else await stopTranscription(config, callSid, deadline);
      log.info(`transcription-${action === 'start' ? 'started' : 'stopped'}`, { callSid });
      return answerDone(request);
    } catch (error) {
      logRequestError(log, 'transcription-failed', error);
      return answerFailure(request, error);
    }
  },
  rescue: ({ event }) =>
    answerRefusal(502, readTranscriptionRequest(event), 'internal', 'its log says where it failed'),
});
