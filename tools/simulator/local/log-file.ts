import { appendFileSync } from 'node:fs';

/** Where `npm start` keeps what the functions log, in the project's folder; not in git. */
export const LOCAL_LOG = '.local-log.jsonl';

/** Appends a line of the service's log to a file: one JSON object with the time (`at`) and the line. */
export function appendToLog(file: string, line: string): void {
  appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), line })}\n`);
}
