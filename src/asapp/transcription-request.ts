import { handleWhen, IterableBackoff, retry } from 'cockatiel';
import * as v from 'valibot';
import { sendRequest } from '../http/client';
import { RequestError, StatusError } from '../http/errors';
import { asappApi } from './api';
import type { AsappConfig } from './config';

/** ASAPP's error codes by what they mean for a request. All others mean that it failed. */
export interface Codes {
  /** As good as done. */
  readonly done: readonly string[];
  /** ASAPP needs another moment. */
  readonly wait: readonly string[];
}

/** ASAPP accepted the request but does not transcribe one of the streams. */
export class NotTranscribedError extends RequestError {
  override readonly name = 'NotTranscribedError';
  override readonly transient = false;

  /** @param code - ASAPP's code for the stream, for instance 4050; undefined if it gave none */
  constructor(path: string, code: number | undefined) {
    const facts = { api: 'ASAPP', method: 'POST', path, status: 200 };
    super({ ...facts, code: `stream-${code ?? 'refused'}` }, 'the call is not transcribed');
  }
}

/** Waits before each further request, in ms; the last one repeats. */
const WAITS = [200, 300, 500, 1_000];

/** ASAPP's specification requires no part of the answer; one that is malformed says as little. */
const optional = <S extends v.GenericSchema>(schema: S) => v.fallback(v.nullish(schema), undefined);
const stream = optional(v.object({ status: optional(v.object({ code: optional(v.number()) })) }));

/** HTTP 200 can still be a failure: of the whole request, or of one speaker's stream. */
const answer = v.object({
  isOk: optional(v.boolean()),
  autotranscribeResponse: optional(v.object({ customer: stream, agent: stream })),
});

const STREAM_OK = 1000;

/**
 * Sends a request about the transcription of one call, and again while ASAPP's code says to wait.
 *
 * @param deadline - how long to wait at most
 * @returns whether it is done only now; false if it was done before
 * @throws RequestError
 */
export async function requestTranscription(
  config: AsappConfig,
  path: string,
  body: object,
  { done, wait }: Codes,
  deadline: AbortSignal,
): Promise<boolean> {
  const attempt = (signal: AbortSignal) =>
    sendRequest(asappApi(config), { method: 'POST', path, body, schema: answer, deadline: signal });
  try {
    const { isOk, autotranscribeResponse } = await retryWhileRefused(wait, attempt, deadline);
    const { customer, agent } = autotranscribeResponse ?? {};
    const codes = [customer, agent].map((one) => one?.status?.code ?? STREAM_OK);
    const bad = codes.find((code) => code !== STREAM_OK);
    if (isOk === false || bad !== undefined) throw new NotTranscribedError(path, bad);
    return true;
  } catch (error) {
    if (!isRefusal(error, done)) throw error;
    return false;
  }
}

/** Retries while ASAPP refuses with one of these codes; past the deadline, its last refusal counts. */
async function retryWhileRefused<T>(
  codes: readonly string[],
  attempt: (signal: AbortSignal) => Promise<T>,
  deadline: AbortSignal,
): Promise<T> {
  let refusal: unknown;
  const retrying = retry(
    handleWhen((error) => isRefusal(error, codes)),
    { maxAttempts: Number.POSITIVE_INFINITY, backoff: new IterableBackoff(WAITS) },
  );
  return retrying.execute(async ({ signal }) => {
    try {
      return await attempt(signal);
    } catch (error) {
      if (isRefusal(error, codes)) refusal = error;
      throw signal.aborted ? (refusal ?? error) : error;
    }
  }, deadline);
}

function isRefusal(error: unknown, codes: readonly string[]): boolean {
  return error instanceof StatusError && codes.includes(error.facts.code ?? '');
}
