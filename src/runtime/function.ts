import '@twilio-labs/serverless-runtime-types';
import type {
  Context,
  ServerlessCallback,
  TwilioResponse,
} from '@twilio-labs/serverless-runtime-types/types';
import { serverError } from './answer';
import { type FunctionEvent, sid } from './event';

import { createLog, errorFields, type Log } from './log';
import type { Environment } from './variables';

/** One invocation of a function: what it was asked, what it knows, and how long it has. */
export interface Invocation {
  readonly event: FunctionEvent;
  readonly environment: Environment;
  /** The host name of this service, for the URLs that Twilio is to ask next. */
  readonly domainName: string;
  readonly log: Log;
  /** Aborts when the work must be given up, early enough to still answer in time. */
  readonly deadline: AbortSignal;
  /** Twilio's REST client; throws where the service was deployed without credentials. */
  readonly twilioClient: () => ReturnType<Context['getTwilioClient']>;
}

interface FunctionDefinition {
  /** How long the work may take, in ms. Twilio itself gives a function 10 s. */
  readonly milliseconds: number;
  readonly answer: (invocation: Invocation) => TwilioResponse | Promise<TwilioResponse>;
  /** The answer when `answer` threw or did not come: it must neither throw nor wait. */
  readonly rescue: (invocation: Invocation) => TwilioResponse;
}

/** How long after the deadline an answer is still waited for, in ms, before `rescue` steps in. */
const GRACE_MILLISECONDS = 300;

/**
 * Makes a Twilio Function that always answers, once and in time: with `answer`'s response, or with
 * `rescue`'s if that throws or outlives its deadline.
 */
export function defineFunction({ milliseconds, answer, rescue }: FunctionDefinition) {
  return async (context: Context, event: FunctionEvent, callback: ServerlessCallback) => {
    const log = createLog(context, { callSid: sid(event, 'CallSid', 'CA') });
    const deadline = new AbortController();
    const invocation: Invocation = {
      event,
      environment: context,
      domainName: context.DOMAIN_NAME,
      log,
      deadline: deadline.signal,
      twilioClient: () => context.getTwilioClient(),
    };
    let response: TwilioResponse;
    try {
      response = await inTime(() => answer(invocation), milliseconds, deadline);
    } catch (error) {
      log.error('function-failed', errorFields(error));
      response = rescued(() => rescue(invocation), log);
    }
    callback(null, response);
  };
}

/** No rescue is meant to throw; if one does, HTTP 500 lets Twilio try again, then ask its fallback URL. */
function rescued(rescue: () => TwilioResponse, log: Log): TwilioResponse {
  try {
    return rescue();
  } catch (error) {
    log.error('rescue-failed', errorFields(error));
    return serverError();
  }
}

/**
 * Aborts the work when its time is up, and gives it up a little later. Both timers go with the answer:
 * `AbortSignal.timeout` would keep one per call for seconds, which the garbage collector pays for.
 */
async function inTime<T>(
  work: () => T | Promise<T>,
  milliseconds: number,
  deadline: AbortController,
): Promise<T> {
  const timers: NodeJS.Timeout[] = [];
  const late = new Promise<never>((_, reject) => {
    timers.push(
      setTimeout(() => deadline.abort(), milliseconds),
      setTimeout(() => reject(new DeadlinePassed()), milliseconds + GRACE_MILLISECONDS),
    );
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}
