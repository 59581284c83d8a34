import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { RequestError } from '../http/errors';
import { json } from '../runtime/answer';
import type { Availability } from './opening-hours';
import type { Conclusion } from './outcome';

/** Studio refuses an answer of more than 64 kB; some room is left for headers. */
const BODY_BYTES = 60_000;

/** What can grow large; the least important first. */
const VARIABLES = ['referenceVariables', 'transferVariables'] as const;

/**
 * HTTP 200 with what the agent decided, and whether people are there. Studio merges repeated answers, so every key is always there,
 * with null if there is nothing. Variables that would make the body too large are left out whole, and
 * `omitted` names them.
 */
export function answerState(
  { outcome, context, record }: Conclusion,
  availability: Availability | undefined,
): TwilioResponse {
  const state = {
    outcome,
    callTransferStatus: record?.status ?? null,
    transferType: record?.transferType ?? null,
    currentTaskName: context.taskName ?? null,
    referenceVariables: unlessEmpty(context.referenceVariables),
    transferVariables: unlessEmpty(context.transferVariables),
    isOpen: availability?.isOpen ?? null,
    opensAt: availability?.opensAt ?? null,
    summary: context.summary ?? null,
    omitted: null as string[] | null,
  };
  for (const name of VARIABLES) {
    if (Buffer.byteLength(JSON.stringify(state)) <= BODY_BYTES) break;
    state[name] = null;
    state.omitted = [...(state.omitted ?? []), name];
  }
  return json(200, state);
}

function unlessEmpty(variables: Readonly<Record<string, unknown>>) {
  return Object.keys(variables).length > 0 ? variables : null;
}

/** An error, which makes Studio's widget take its `fail` transition. */
export function refuse(
  status: 400 | 502,
  code: string,
  message: string,
  requestId: string | null = null,
): TwilioResponse {
  return json(status, { error: { code, message, requestId } });
}

/** HTTP 502 for a request to the agent's system that failed, or for a function that did. */
export function refuseFailure(error: unknown): TwilioResponse {
  if (!(error instanceof RequestError)) {
    return refuse(502, 'internal', 'the function failed; its log says where');
  }
  const { code, requestId } = error.facts;
  return refuse(502, code ?? error.name, error.message, requestId);
}
