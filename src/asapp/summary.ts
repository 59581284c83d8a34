import * as v from 'valibot';
import { beforeDeadline } from '../http/before-deadline';
import type { Api } from '../http/client';
import { sendRequest } from '../http/client';
import { processWide } from '../runtime/process-wide';
import { asappApi } from './api';
import type { AsappConfig } from './config';

const PATH = '/autosummary/v1/free-text-summaries';

/**
 * Nobody waits as long as this, but the answer may still be of use to a later request of the call. Two
 * attempts, since each of them makes a new summary.
 */
const ATTEMPTS = { most: 2, first: 4_000, later: 2_000 };
/** A request older than this (ms) was frozen with the process: its answer will not come. */
const IN_FLIGHT_MILLISECONDS = 7_000;
/** How many summaries are kept: enough for the calls that are handed off at the same time. */
const MOST = 200;

/** More than this (characters) is no summary. */
const text = v.pipe(v.string(), v.maxLength(10_000), v.transform(plain));
const answer = v.object({ summaryText: v.nullish(text) });

interface Kept {
  readonly askedAt: number;
  readonly summary: Promise<string | undefined>;
  isSettled: boolean;
}

/** One for all functions: what is late for /call-complete may be there for /whisper. */
const kept = processWide('summaries', () => new Map<string, Kept>());

/**
 * ASAPP's summary of a conversation: `POST /autosummary/v1/free-text-summaries`. Each request makes a
 * new one, so what was requested for an engagement is kept in the memory of this process, also while it
 * is under way: a summary that is late for one request of a call may be there for the next. Whether there
 * are any of conversations with GenerativeAgent is assumption 33.
 *
 * @param conversationId - the `asapp_externalConversationId`
 * @param engagement - the last engagement of that conversation
 * @returns plain text on one line; undefined if ASAPP has nothing to say
 * @throws RequestError - a `TimeoutError` if it is not there before the deadline
 */
export function readSummary(
  config: AsappConfig,
  conversationId: string,
  engagement: number,
  deadline: AbortSignal,
): Promise<string | undefined> {
  const key = [config.origin, config.apiId, conversationId, engagement].join(' ');
  const known = kept.get(key);
  const entry = known && isAlive(known) ? known : request(config, conversationId, key);
  return beforeDeadline(entry.summary, { api: 'ASAPP', method: 'POST', path: PATH }, deadline);
}

function isAlive({ isSettled, askedAt }: Kept): boolean {
  return isSettled || Date.now() - askedAt < IN_FLIGHT_MILLISECONDS;
}

function request(config: AsappConfig, externalConversationId: string, key: string): Kept {
  const summary = sendRequest(summaryApi(config), {
    method: 'POST',
    path: PATH,
    body: { externalConversationId },
    schema: answer,
    deadline: new AbortController().signal, // its attempts have time limits of their own
  }).then(({ summaryText }) => summaryText || undefined);
  const entry: Kept = { askedAt: Date.now(), summary, isSettled: false };
  kept.delete(key);
  kept.set(key, entry);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST) break;
    kept.delete(oldest);
  }
  summary.then(
    () => {
      entry.isSettled = true;
    },
    () => {
      if (kept.get(key) === entry) kept.delete(key); // the next request may succeed
    },
  );
  return entry;
}

/** With its own breaker, so that failing summaries never keep calls from the agent. */
function summaryApi(config: AsappConfig): Api {
  return { ...asappApi(config), keyId: `${config.apiId} summary`, attempts: ATTEMPTS };
}

/** One line, with the quotes and dashes that every phone system and SIP header can take. */
function plain(written: string): string {
  return written
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\u2026/g, '...')
    .trim();
}
