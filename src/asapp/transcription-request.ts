import { handleWhen, IterableBackoff, retry } from 'cockatiel';
import * as v from 'valibot';
import { sendRequest } from '../http/client';
import { RequestError, StatusError } from '../http/errors';
import { asappApi } from './api';
import type { AsappConfig } from './config';

/** ASAPP's error codes, by what they mean for a request. All others are its failure. */
export interface Codes {
  /** As good as done. */
  readonly done: readonly string[];
  /** Another moment is needed. */
  readonly wait: readonly string[];
}

/** ASAPP has taken the request, and one of the streams is not transcribed for all that. */
export class NotTranscribedError extends RequestError {
  override readonly name = 'NotTranscribedError';
  override readonly transient = false;

  /** @param code - ASAPP's own of the stream, for instance 4050; undefined where it told none */
  constructor(path: string, code: number | undefined) {
    const facts = { api: 'ASAPP', method: 'POST', path, status: 200 };
    super({ ...facts, code: `stream-${code ?? 'refused'}` }, 'the call is not transcribed');
  }
}

/** Waits before each further request, in ms; the last one repeats. */
const WAITS = [200, 300, 500, 1_000];

const stream = v.nullish(v.object({ status: v.object({ code: v.number() }) }));

/** HTTP 200 can still be a failure: of the whole request, or of one speaker's stream. */
const answer = v.object({
  isOk: v.boolean(),
  autotranscribeResponse: v.nullish(v.object({ customer: stream, agent: stream })),
});

const STREAM_OK = 1000;

/**
 * A request about the transcription of one call, made again while ASAPP's code says to wait.
 *
 * @param deadline - how long to wait at most
 * @returns whether it was done only now, and not before
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
    const { isOk, autotranscribeResponse } = await whileRefused(wait, attempt, deadline);
    const { customer, agent } = autotranscribeResponse ?? {};
    const codes = [customer, agent].map((one) => one?.status.code ?? STREAM_OK);
    const bad = codes.find((code) => code !== STREAM_OK);
    if (!isOk || bad !== undefined) throw new NotTranscribedError(path, bad);
    return true;
  } catch (error) {
    if (!isRefusal(error, done)) throw error;
    return false;
  }
}

/** Tries until ASAPP refuses with none of these codes; past the deadline, its last refusal counts. */
async function whileRefused<T>(
  codes: readonly string[],
  attempt: (signal: AbortSignal) => Promise<T>,
  deadline: AbortSignal,
): Promise<T> {
  let refusal: unknown;
  const patience = retry(
    handleWhen((error) => isRefusal(error, codes)),
    { maxAttempts: Number.POSITIVE_INFINITY, backoff: new IterableBackoff(WAITS) },
  );
  return patience.execute(async ({ signal }) => {
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
