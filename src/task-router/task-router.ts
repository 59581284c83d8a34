import { TimeoutStrategy, timeout } from 'cockatiel';
import type { Invocation, TwilioClient } from '../runtime/function';
import { type LogFields, ReportedError } from '../runtime/log';
import { twilioCode, twilioStatus } from '../runtime/twilio-error';

/** Sends one request to Twilio's REST API, in bounded time. @throws TaskRouterError */
export type SendToTwilio = <T>(work: (client: TwilioClient) => Promise<T>) => Promise<T>;

/** A request to TaskRouter that failed. Its own message is not kept: it may quote a URL. */
export class TaskRouterError extends ReportedError {
  override readonly name = 'TaskRouterError';
  readonly logLevel: 'warn' | 'error';
  readonly logFields: LogFields;
  /** Whether Twilio has answered that it will not do it. Otherwise it may have done it all the same. */
  readonly isRefusal: boolean;

  constructor(cause: unknown, problems?: readonly string[]) {
    super('TaskRouter request failed');
    const status = twilioStatus(cause);
    const code = twilioCode(cause);
    this.isRefusal = status !== undefined && status >= 400 && status < 500;
    const isFixable = problems !== undefined || (this.isRefusal && status !== 429);
    this.logLevel = isFixable ? 'error' : 'warn';
    this.logFields = {
      ...(status !== undefined && { status }),
      ...(code !== undefined && { code: String(code) }),
      problems,
    };
  }
}

/**
 * Gives access to Twilio's REST API. The library takes no deadline, so a late answer is not waited for.
 *
 * @param milliseconds - how long one request may take; none outlasts the invocation's deadline
 */
export function sendToTwilio(
  { twilioClient, deadline }: Pick<Invocation, 'twilioClient' | 'deadline'>,
  milliseconds: number,
): SendToTwilio {
  const limit = timeout(milliseconds, TimeoutStrategy.Aggressive);
  let client: TwilioClient | undefined;
  return async (work) => {
    try {
      deadline.throwIfAborted();
      // Throws if the service was deployed without credentials.
      client ??= twilioClient({ timeout: milliseconds });
      const known = client;
      return await limit.execute(() => work(known), deadline);
    } catch (error) {
      throw new TaskRouterError(error);
    }
  };
}
