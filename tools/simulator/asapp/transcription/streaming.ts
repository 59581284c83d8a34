import type { JsonAnswer } from '../../http/answer';
import type { Endpoint } from '../../http/server';
import { asappError } from '../errors';
import type { TranscribedCalls, TranscriptionSettings } from './calls';

const roles = ['customer', 'agent'];

/** ASAPP's answer to a successful request: HTTP 200 alone does not mean success. */
export function streamingAnswer(streamCode = 1000, isOk = true): unknown {
  const status = { code: streamCode, description: streamCode === 1000 ? 'OK' : 'Not transcribed' };
  return {
    isOk,
    ...(!isOk && { errorMessage: 'The call is not transcribed' }),
    autotranscribeResponse: Object.fromEntries(
      roles.map((role) => [role, { streamId: `stream-${role}`, status }]),
    ),
  };
}

const refuse = (status: number, subcode: string): JsonAnswer => ({
  status,
  json: asappError(status, subcode),
});

const answers: Record<'started' | 'stopped' | 'unknown' | 'already', () => JsonAnswer> = {
  started: () => ({ status: 200, json: streamingAnswer() }),
  stopped: () => ({ status: 200, json: streamingAnswer() }),
  unknown: () => refuse(400, '203'),
  already: () => refuse(409, '201'),
};

/** `POST /mg-autotranscribe/v1/start-streaming` */
export function startStreamingEndpoint(calls: TranscribedCalls): Endpoint<'start-streaming'> {
  return {
    name: 'start-streaming',
    method: 'POST',
    path: /^\/mg-autotranscribe\/v1\/start-streaming$/,
    answer({ body }) {
      const request = readRequest(body);
      const { guid, customerId, agentId } = request;
      if (!guid || !customerId || !agentId) return refuse(400, '201');
      const { redactionOutput = 'redacted', detailedToken } = request.autotranscribeParams ?? {};
      if (detailedToken === true && redactionOutput !== 'unredacted') return refuse(400, '202');
      return answers[calls.start(guid, { ...request, customerId, agentId })]();
    },
  };
}

/** `POST /mg-autotranscribe/v1/stop-streaming` */
export function stopStreamingEndpoint(calls: TranscribedCalls): Endpoint<'stop-streaming'> {
  return {
    name: 'stop-streaming',
    method: 'POST',
    path: /^\/mg-autotranscribe\/v1\/stop-streaming$/,
    answer({ body }) {
      const { guid } = readRequest(body);
      return guid ? answers[calls.stop(guid)]() : refuse(400, '201');
    },
  };
}

/** The body, if it is JSON for Twilio's namespace; else nothing of it counts. */
function readRequest(body: string): Partial<TranscriptionSettings & { guid: string }> {
  try {
    const { namespace, ...request } = JSON.parse(body);
    return namespace === 'twilio' ? request : {};
  } catch {
    return {};
  }
}
