import { setTimeout as delay } from 'node:timers/promises';
import type { Twilio } from 'twilio';
import { explained, isRestException } from '../twilio/explain';
import type { DeployedService } from '../twilio/service';
import { type Entry, readEntry } from './entry';

/** How often new lines are requested, in ms: Twilio offers no stream of them. */
const POLL_MILLISECONDS = 1_000;
/** How late (ms) a line may appear in Twilio's list, behind newer ones. */
const LATE_MILLISECONDS = 60_000;
/** How long Twilio keeps a line (30 days), less an hour, in case its clock is not ours; in ms. */
export const KEPT_MILLISECONDS = (30 * 24 - 1) * 3_600_000;
/** How long (ms) after the end of a call its last lines may be written, by status callbacks. */
const AFTERMATH_MILLISECONDS = 15 * 60_000;
/** The largest page that Twilio allows. */
const PAGE_SIZE = 1_000;

/** The part of the log to begin with. */
export interface Reach {
  /** The newest lines of the period, at most this many. */
  readonly limit: number;
  readonly startDate: Date;
  readonly endDate?: Date;
}

/** As far back as Twilio goes: without a start, its list has the lines of one day. */
export const everything = (limit: number): Reach => ({
  limit,
  startDate: new Date(Date.now() - KEPT_MILLISECONDS),
});

/**
 * When a call wrote its lines. Twilio cannot filter them by call, and an old call lies behind thousands
 * of newer lines.
 */
export async function reachOfCall(client: Twilio, callSid: string, limit: number): Promise<Reach> {
  const call = await explained('read the call', () =>
    client
      .calls(callSid)
      .fetch()
      .catch((error: unknown) => {
        // It may be a call of another account, and an API key may be allowed to read logs only.
        if (isRestException(error)) return undefined;
        throw error;
      }),
  );
  if (!call?.dateCreated) return everything(limit);
  const after = (date: Date, milliseconds: number) => new Date(date.getTime() + milliseconds);
  return {
    limit,
    startDate: after(call.dateCreated, -LATE_MILLISECONDS),
    ...(call.endTime && { endDate: after(call.endTime, AFTERMATH_MILLISECONDS) }),
  };
}

/**
 * The log lines of a deployed service in chronological order, each once.
 *
 * @param until - ends the reading; if it is aborted from the start, the existing lines are read once
 */
export async function* readLogs(
  client: Twilio,
  { serviceSid, environmentSid }: DeployedService,
  reach: Reach,
  until: AbortSignal,
): AsyncGenerator<Entry> {
  const { logs } = client.serverless.v1.services(serviceSid).environments(environmentSid);
  const seen = new Set<string>();
  let period = reach;
  do {
    const page = await explained('read the logs', () =>
      logs.list({ ...period, pageSize: Math.min(period.limit, PAGE_SIZE) }),
    );
    const fresh = page.filter(({ sid }) => !seen.has(sid)).map((raw) => readEntry(raw, new Date()));
    // Twilio's list begins with the newest line, and several lines may have the same time.
    fresh.reverse().sort((one, other) => one.at.getTime() - other.at.getTime());
    for (const entry of fresh) {
      seen.add(entry.sid);
      period = { ...reach, startDate: new Date(entry.at.getTime() - LATE_MILLISECONDS) };
      yield entry;
    }
    await delay(POLL_MILLISECONDS, undefined, { signal: until }).catch(() => {});
  } while (!until.aborted);
}
