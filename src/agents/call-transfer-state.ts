import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { RequestError } from '../http/errors';
import { json } from '../runtime/answer';
import { type FunctionEvent, parameter } from '../runtime/event';
import { type Call, readCall } from '../voice/call';
import type { Conclusion } from './agent';

/** Studio refuses an answer of more than 64 kB; some room is left for headers. */
const BODY_BYTES = 60_000;

/** What Studio sees. It merges repeated answers, so every key is always there, with null for nothing. */
interface State {
  readonly outcome: Conclusion['outcome'];
  readonly callTransferStatus: string | null;
  readonly transferType: string | null;
  readonly currentTaskName: string | null;
  readonly referenceVariables: Readonly<Record<string, unknown>> | null;
  readonly transferVariables: Readonly<Record<string, unknown>> | null;
  /** The names of the keys above that were too large to be told. */
  readonly omitted: readonly string[] | null;
}

/**
 * The call that a widget asks about: by `CallSid` and `engagement`, or by the `callTransferId` that
 * both make up.
 */
export function readStateCall(event: FunctionEvent): Call {
  const [, callSid, engagement] =
    /^(CA[0-9a-f]{32})(?:-(\d{1,2}))?$/i.exec(parameter(event, 'callTransferId') ?? '') ?? [];
  if (callSid === undefined) return readCall(event);
  return readCall({ ...event, CallSid: callSid, engagement: engagement ?? '1' });
}

/** HTTP 200 with the state; variables that would make it too large are left out, and named. */
export function answerState({ outcome, transfer }: Conclusion): TwilioResponse {
  const state: State = {
    outcome,
    callTransferStatus: transfer?.status ?? null,
    transferType: transfer?.transferType ?? null,
    currentTaskName: transfer?.currentTaskName ?? null,
    referenceVariables: transfer?.referenceVariables ?? null,
    transferVariables: transfer?.transferVariables ?? null,
    omitted: null,
  };
  return json(200, fitBody(state));
}

/** What can be left out, the least important first; the outcome is always told. */
const OPTIONAL = [
  'referenceVariables',
  'transferVariables',
  'currentTaskName',
  'transferType',
  'callTransferStatus',
] as const;

function fitBody(state: State): State {
  let fitting = state;
  for (const key of OPTIONAL) {
    if (isSmall(fitting)) break;
    fitting = { ...fitting, [key]: null, omitted: [...(fitting.omitted ?? []), key] };
  }
  return fitting;
}

function isSmall(state: State): boolean {
  return Buffer.byteLength(JSON.stringify(state)) <= BODY_BYTES;
}

/** An error that Studio's widget takes as `fail`. */
export function refuse(
  status: 400 | 502,
  code: string,
  message: string,
  requestId: string | null = null,
): TwilioResponse {
  return json(status, { error: { code, message, requestId } });
}

/**
 * HTTP 502 for a request to the agent's system that failed.
 *
 * @throws the error itself, if it is not of a request
 */
export function refuseRequest(error: unknown): TwilioResponse {
  if (!(error instanceof RequestError)) throw error;
  const { code, requestId } = error.facts;
  return refuse(502, code ?? error.name, error.message, requestId);
}
