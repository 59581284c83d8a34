import { setTimeout as delay } from 'node:timers/promises';
import type { Twilio } from 'twilio';
import { explained } from '../twilio/explain';
import type { DeployedService } from '../twilio/service';
import { type Entry, readEntry } from './entry';

/** How often new lines are requested, in ms: Twilio offers no stream of them. */
const POLL_MILLISECONDS = 1_000;
/** How late (ms) a line may appear in Twilio's list, behind newer ones. */
const LATE_MILLISECONDS = 60_000;

interface Reach {
  /** How many past lines to start with. */
  readonly limit: number;
  /** Ends the reading; if it is aborted from the start, the existing lines are read once. */
  readonly until: AbortSignal;
}

/** The log lines of a deployed service in chronological order, each once. */
export async function* readLogs(
  client: Twilio,
  { serviceSid, environmentSid }: DeployedService,
  { limit, until }: Reach,
): AsyncGenerator<Entry> {
  const { logs } = client.serverless.v1.services(serviceSid).environments(environmentSid);
  const seen = new Set<string>();
  let newest: Date | undefined;
  do {
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
    await delay(POLL_MILLISECONDS, undefined, { signal: until }).catch(() => {});
  } while (!until.aborted);
}
