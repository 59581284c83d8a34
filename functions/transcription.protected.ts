/**
 * /transcription: starts or stops the transcription of a forked call, for hold, resume and a new agent.
 * Twilio requests it too when a person answers.
 */
import { readAsappConfig } from '../src/asapp/config';
import { startTranscription, stopTranscription } from '../src/asapp/transcription';
import { NotConfiguredError } from '../src/http/errors';
import { defineFunction } from '../src/runtime/function';
import { startForAgent } from '../src/transcription/change-agent';
import { readTranscriptionParameters, transcriptionOf } from '../src/transcription/parameters';
import {
  answerDone,
  answerFailure,
  answerRefusal,
  readTranscriptionRequest,
} from '../src/transcription/request';

export const handler = defineFunction({
  milliseconds: 4_000, // ASAPP may need a moment to learn about the call; Studio waits 10 s
  failure: 'transcription-failed',
  async answer({ event, environment, settings, log, deadline }) {
    const request = readTranscriptionRequest(event);
    const { action, callSid } = request;
    if (!action) return answerRefusal(400, request, 'bad-action', 'action must be start or stop');
    if (!callSid) return answerRefusal(400, request, 'bad-call-sid', 'CallSid must be CA…');
    const parameters = settings(readTranscriptionParameters(event));
    const transcription = settings(transcriptionOf(callSid, parameters, environment));
    const asapp = settings(readAsappConfig(environment));
    if (!asapp) throw new NotConfiguredError('ASAPP');
    if (action === 'stop') await stopTranscription(asapp, callSid, deadline);
    else if (request.isCallProgress) await startForAgent(asapp, transcription, deadline);
    else await startTranscription(asapp, transcription, deadline);
    log.info(`transcription-${action === 'start' ? 'started' : 'stopped'}`, { callSid });
    return answerDone(request);
  },
  rescue: ({ event }, error) => answerFailure(readTranscriptionRequest(event), error),
});
