import { setTimeout as delay } from 'node:timers/promises';
import type { Twilio } from 'twilio';
import { explained } from '../twilio/explain';
import type { DeployedService } from '../twilio/service';
import { type Entry, readEntry } from './entry';

/** How often new lines are asked for, in ms: Twilio offers no stream of them. */
const POLL_MILLISECONDS = 1_000;
/** How far (ms) behind the newest line a later one may still appear: Twilio's list is not in order. */
const LATE_MILLISECONDS = 60_000;

interface Reach {
  /** How many lines of the past to begin with. */
  readonly limit: number;
  /** Whether to go on with what comes. */
  readonly follow: boolean;
}

/** The lines of a deployed service in the order of time, each once. */
export async function* readLogs(
  client: Twilio,
  { serviceSid, environmentSid }: DeployedService,
  { limit, follow }: Reach,
): AsyncGenerator<Entry> {
  const { logs } = client.serverless.v1.services(serviceSid).environments(environmentSid);
  const seen = new Set<string>();
  let newest: Date | undefined;
  while (true) {
    const startDate = newest && new Date(newest.getTime() - LATE_MILLISECONDS);
    const page = await explained('read the logs', () =>
      logs.list({ limit, ...(startDate ? { startDate } : {}) }),
    );
    const fresh = page.filter(({ sid }) => !seen.has(sid)).map(readEntry);
    fresh.sort((one, other) => one.at.getTime() - other.at.getTime());
    for (const entry of fresh) {
      seen.add(entry.sid);
      newest = entry.at;
      yield entry;
    }
    if (!follow) return;
    await delay(POLL_MILLISECONDS);
  }
}
