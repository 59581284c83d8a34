import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { RequestError } from '../http/errors';
import { json, noContent } from '../runtime/answer';
import { type FunctionEvent, parameter, sid } from '../runtime/event';

/** What `/transcription` is to do, and with which call. */
export interface TranscriptionRequest {
  readonly action: 'start' | 'stop' | undefined;
  readonly callSid: string | undefined;
  /** Whether Twilio reports how the call to a person goes; nobody reads the answer then. */
  readonly isCallProgress: boolean;
}

/**
 * The forked call is the caller's. Our own `callSid` names it. Otherwise it is the parent of the call
 * that a Dial's status callback is about, or that call itself.
 */
export function readTranscriptionRequest(event: FunctionEvent): TranscriptionRequest {
  const action = parameter(event, 'action');
  return {
    action: action === 'start' || action === 'stop' ? action : undefined,
    callSid:
      sid(event, 'callSid', 'CA') ??
      sid(event, 'ParentCallSid', 'CA') ??
      sid(event, 'CallSid', 'CA'),
    isCallProgress: parameter(event, 'CallbackSource') === 'call-progress-events',
  };
}

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly requestId: string | null;
}

/** The answer always has the same keys, since Studio merges repeated answers. */
function answer(
  status: number,
  { action, callSid }: TranscriptionRequest,
  error: Problem | null,
): TwilioResponse {
  return json(status, {
    callSid: callSid ?? null,
    action: action ?? null,
    done: error === null,
    error,
  });
}

/** HTTP 200: it is done, or was done before. A status callback has no JSON for an answer: HTTP 204. */
export function answerDone(request: TranscriptionRequest): TwilioResponse {
  return request.isCallProgress ? noContent() : answer(200, request, null);
}

/** A request that cannot be made to ASAPP. */
export function answerRefusal(
  status: 400 | 502,
  request: TranscriptionRequest,
  code: string,
  message: string,
): TwilioResponse {
  return answer(status, request, { code, message, requestId: null });
}

/** HTTP 502 for a request to ASAPP that failed, or for a function that did. */
export function answerFailure(request: TranscriptionRequest, error: unknown): TwilioResponse {
  if (request.isCallProgress) return noContent(); // it is in the log, and HTTP 502 would raise an alert
  if (!(error instanceof RequestError)) {
    return answerRefusal(502, request, 'internal', 'the function failed; its log says where');
  }
  const { code = error.name, requestId = null } = error.facts;
  return answer(502, request, { code, message: error.message, requestId });
}
