import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Twilio } from 'twilio';
import { type Entry, readEntry } from '../logs/entry';
import { explained } from '../twilio/explain';
import type { DeployedService } from '../twilio/service';

/** Twilio gives at most so many lines in one answer. */
const PAGE_SIZE = 1_000;

const inOrder = (lines: readonly Entry[]) =>
  lines.toSorted((one, other) => one.at.getTime() - other.at.getTime());

/** The log of a deployed service from a moment on, in chronological order. Twilio keeps 30 days. */
export async function pastLines(
  client: Twilio,
  { serviceSid, environmentSid }: DeployedService,
  startDate: Date,
): Promise<Entry[]> {
  const { logs } = client.serverless.v1.services(serviceSid).environments(environmentSid);
  const found = await explained('read the logs', () =>
    logs.list({ startDate, pageSize: PAGE_SIZE }),
  );
  // A page that is read while lines are added can repeat some.
  const bySid = new Map(found.map((line) => [line.sid, line]));
  // Twilio lists the newest first, and lines of one second have the same time.
  return inOrder([...bySid.values()].reverse().map((line) => readEntry(line, startDate)));
}

/** The log of `npm start` in a folder from a moment on; undefined if it never ran there. */
export function pastLocalLines(folder: string, startDate: Date): Entry[] | undefined {
  const { LOCAL_LOG }: typeof import('../../simulator') = require('../../simulator');
  const file = join(folder, LOCAL_LOG);
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const entries = lines.map((line, index) => {
    const { at, line: message } = JSON.parse(line);
    const written = { sid: String(index), level: 'info', message, dateCreated: new Date(at) };
    return readEntry(written, startDate);
  });
  return inOrder(entries.filter(({ at }) => at >= startDate));
}
