import { ConstantBackoff, handleWhen, retry, TimeoutStrategy, timeout, wrap } from 'cockatiel';
import type { Invocation, TwilioClient } from '../runtime/function';
import { twilioStatus } from '../runtime/twilio-error';
import type { Leg } from './record';

type TwilioCall = Awaited<ReturnType<ReturnType<TwilioClient['calls']>['fetch']>>;

/** How long one request may take, in ms. */
const REQUEST_MILLISECONDS = 2_000;
/** How many legs and recordings of a call are read. */
const MOST = 50;

/** What Twilio's REST API says about a call; null is what could not be read. */
interface TwilioReadings {
  readonly call: Leg | null;
  /** In the order in which they were dialed. */
  readonly legs: readonly Leg[] | null;
  readonly recordings: readonly string[] | null;
}

/** Reads a call back; undefined if Twilio has no such call. */
export async function readTwilio(
  twilioClient: Invocation['twilioClient'],
  callSid: string,
): Promise<TwilioReadings | undefined> {
  const nothing = { call: null, legs: null, recordings: null };
  let client: TwilioClient;
  try {
    client = twilioClient({ timeout: REQUEST_MILLISECONDS });
  } catch {
    return nothing; // the service was deployed without credentials
  }
  const [call, legs, recordings] = await Promise.allSettled([
    policy.execute(() => client.calls(callSid).fetch()),
    policy.execute(() => client.calls.list({ parentCallSid: callSid, limit: MOST })),
    policy.execute(() => client.calls(callSid).recordings.list({ limit: MOST })),
  ]);
  if (call.status === 'rejected' && twilioStatus(call.reason) === 404) return undefined;
  return {
    call: call.status === 'fulfilled' ? legOf(call.value) : null,
    legs: legs.status === 'fulfilled' ? legs.value.map(legOf).sort(byBeginning) : null,
    recordings: recordings.status === 'fulfilled' ? recordings.value.map(({ sid }) => sid) : null,
  };
}

/** One retry of what is transient. The library takes no deadline, so a late answer is not waited for. */
const policy = wrap(
  retry(
    handleWhen((error) => (twilioStatus(error) ?? 500) >= 500),
    { maxAttempts: 1, backoff: new ConstantBackoff(100) },
  ),
  timeout(REQUEST_MILLISECONDS, TimeoutStrategy.Aggressive),
);

/** Any of these may be null, whatever the library's types say. */
function legOf({ from, to, status, dateCreated, startTime, endTime, duration }: TwilioCall): Leg {
  const seconds = status === 'completed' ? Number.parseInt(duration, 10) : Number.NaN;
  return {
    from: from ?? null,
    to: to ?? null,
    status: status ?? null,
    began: dateOf(dateCreated) ?? dateOf(startTime),
    ended: dateOf(endTime),
    seconds: Number.isNaN(seconds) ? null : seconds,
  };
}

function dateOf(value: Date | null | undefined): Date | null {
  const date = new Date(value ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}

const byBeginning = (one: Leg, other: Leg) =>
  (one.began?.getTime() ?? 0) - (other.began?.getTime() ?? 0);
