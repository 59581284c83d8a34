import '@twilio-labs/serverless-runtime-types';
import type {
  Context,
  ServerlessCallback,
  TwilioResponse,
} from '@twilio-labs/serverless-runtime-types/types';
import { version } from '../../package.json';
import { serverError } from './answer';
import { withoutClientParameters } from './client-parameters';
import { type FunctionEvent, sid } from './event';
import { readLine } from './line';
import { createLog, errorFields, type Log, logFailure, ReportedError, readLogLevel } from './log';
import { type Environment, forLine, type Parsed, variable } from './variables';

/** One invocation of a function: its request, its environment, and the time it has. */
export interface Invocation {
  readonly event: FunctionEvent;
  readonly environment: Environment;
  /** The host name of this service, for the URLs that Twilio requests next. */
  readonly domainName: string;
  readonly log: Log;
  /** Aborts when the work must be given up, early enough to still answer in time. */
  readonly deadline: AbortSignal;
  /** Gives Twilio's REST client; throws if the service was deployed without credentials. */
  readonly twilioClient: Context['getTwilioClient'];
  /**
   * Takes the value of settings that were read. All problems of an invocation become one log line; if
   * none were read, as for a request that is refused, there is none.
   */
  readonly settings: <T>(parsed: Parsed<T>) => T;
}

/** Twilio's REST client. */
export type TwilioClient = ReturnType<Invocation['twilioClient']>;

interface FunctionDefinition {
  /** How long the work may take, in ms. Twilio itself gives a function 10 s. */
  readonly milliseconds: number;
  /** Whether calls begin here, so that parameters may come from a caller's own device. */
  readonly isEntrance?: boolean;
  /** The log event for a request to another system that failed, for instance `agent-unreachable`. */
  readonly failure?: string;
  readonly answer: (invocation: Invocation) => TwilioResponse | Promise<TwilioResponse>;
  /**
   * The answer if `answer` threw or took too long. It must neither throw nor wait.
   *
   * @param error - the failed request, if that is why
   */
  readonly rescue: (invocation: Invocation, error?: ReportedError) => TwilioResponse;
}

/** Whether no invocation has run in this process yet: the lines of the first one name the version. */
let isColdStart = true;

/** How long after the deadline an answer is still waited for, in ms, before `rescue` steps in. */
const GRACE_MILLISECONDS = 300;

/**
 * Makes a Twilio Function that always answers, once and in time: with `answer`'s response, or with
 * `rescue`'s if that throws or misses its deadline.
 */
export function defineFunction(definition: FunctionDefinition) {
  const { milliseconds, isEntrance = false, failure, answer, rescue } = definition;
  return async (context: Context, received: FunctionEvent, callback: ServerlessCallback) => {
    const accepted = isEntrance
      ? withoutClientParameters(received, context)
      : { value: received, problems: [] };
    const event = accepted.value;
    const line = readLine(event);
    const environment = forLine(context, line.value);
    const log = createLog(environment, {
      callSid: sid(event, 'CallSid', 'CA'),
      version: isColdStart ? version : undefined,
    });
    isColdStart = false;
    const deadline = new AbortController();
    let problems: Set<string> | undefined;
    const invocation: Invocation = {
      event,
      environment,
      domainName: context.DOMAIN_NAME,
      log,
      deadline: deadline.signal,
      twilioClient: (options) => context.getTwilioClient({ ...regionOf(context), ...options }),
      settings: (parsed) => {
        problems ??= new Set([
          ...readLogLevel(environment).problems,
          ...accepted.problems,
          ...line.problems,
        ]);
        for (const problem of parsed.problems) problems.add(problem);
        return parsed.value;
      },
    };
    const logProblems = () => {
      if (problems && problems.size > 0)
        log.error('bad-configuration', { problems: [...problems] });
    };
    let response: TwilioResponse;
    try {
      response = await inTime(() => answer(invocation), milliseconds, deadline);
      logProblems();
    } catch (error) {
      response = rescued(log, () => {
        const request = failure !== undefined && error instanceof ReportedError ? error : undefined;
        if (failure !== undefined && request) logFailure(log, failure, request);
        else log.error('function-failed', errorFields(error));
        const answered = rescue(invocation, request);
        logProblems();
        return answered;
      });
    }
    callback(null, response);
  };
}

/**
 * Where Twilio's library sends its requests: another region refuses the credentials of this one. It would
 * look in the environment of the process, where nobody promises that the variables are (assumption 35).
 */
function regionOf(environment: Environment): { region?: string; edge?: string } {
  const region = variable(environment, 'TWILIO_REGION');
  if (region === undefined) return {};
  // Without an edge, a region's name has no effect.
  const edge = variable(environment, 'TWILIO_EDGE') ?? (region === 'ie1' ? 'dublin' : 'ashburn');
  return { region, edge };
}

/** No rescue is meant to throw. If one does, HTTP 500 makes Twilio retry, then use the fallback URL. */
function rescued(log: Log, rescue: () => TwilioResponse): TwilioResponse {
  try {
    return rescue();
  } catch (error) {
    log.error('rescue-failed', errorFields(error));
    return serverError();
  }
}

/**
 * Aborts the work when its time is up, and gives it up a little later. Both timers are cleared with the
 * answer: `AbortSignal.timeout` would keep one per call for seconds, at the garbage collector's cost.
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
