import * as v from 'valibot';
import { type AsappConfig, readAsappConfig } from '../asapp/config';
import { readSummary } from '../asapp/summary';
import { StatusError } from '../http/errors';
import type { Invocation } from '../runtime/function';
import { logFailure } from '../runtime/log';
import { processWide } from '../runtime/process-wide';
import { type Environment, flag, type Parsed, readVariables } from '../runtime/variables';
import { withTimeout } from '../runtime/with-timeout';
import { type Call, hasCallSid } from '../voice/call';
import type { CallContext } from '../voice/call-context';
import type { Chain } from '../voice/chain';
import type { Outcome } from '../voice/outcome';
import { agentName } from './select-agent';

export const SUMMARY_VARIABLES = { SUMMARY: v.optional(flag) };

/** Whether the agent's summary of a call is passed on with it. */
export function readSummaryFlag(environment: Environment): Parsed<boolean> {
  const { value, problems } = readVariables(environment, SUMMARY_VARIABLES);
  return { value: value.SUMMARY ?? false, problems };
}

/** How much longer a caller waits for it, in ms. */
const SUMMARY_MILLISECONDS = 1_000;

/** What can be said about a conversation, if anything. */
export type Summary = Pick<CallContext, 'summary' | 'isSummaryLate'>;
const NONE: Summary = {};

/** The keys that have no access to summaries. Each is reported once, and then no longer tried. */
const refusedKeys = processWide('keys without summaries', () => new Set<string>());

/**
 * With `SUMMARY`, ASAPP's summary of a conversation that a person or a system continues. A
 * call is handed off without it if it does not come in time, or at all. Never logged.
 *
 * @param milliseconds - how long the caller waits for it
 */
export async function summarize(
  { environment, settings, log, deadline }: Invocation,
  call: Call,
  outcome: Outcome,
  milliseconds = SUMMARY_MILLISECONDS,
): Promise<Summary> {
  const isWanted = outcome === 'agent' || outcome === 'system';
  if (!isWanted || !settings(readSummaryFlag(environment)) || !hasCallSid(call)) return NONE;
  if (agentName(environment, call).value !== 'asapp') return NONE;
  const config = readAsappConfig(environment).value;
  if (!config || refusedKeys.has(keyOf(config))) return NONE;
  return withTimeout(milliseconds, deadline, async (signal) => {
    try {
      const summary = await readSummary(config, call.callSid, call.engagement, signal);
      if (summary === undefined) log.info('no-summary');
      return { summary };
    } catch (error) {
      if (signal.aborted) {
        log.info('summary-late');
        return { isSummaryLate: true };
      }
      const status = error instanceof StatusError ? error.status : undefined;
      if (status === 401 || status === 403) {
        if (refusedKeys.has(keyOf(config))) return NONE; // another call has just reported it
        refusedKeys.add(keyOf(config));
        logFailure(log, 'summary-not-enabled', error);
      } else if (status === 404) log.info('no-summary', { status });
      else logFailure(log, 'summary-unknown', error);
      return NONE;
    }
  });
}

/** The part of a hand-off that a summary depends on. */
interface HandingOff {
  readonly call: Call;
  readonly outcome: Outcome;
  readonly chain: Chain;
  readonly isSummaryLate?: boolean | undefined;
}

/**
 * The summary of a call for the first destination of a hand-off. Nobody waits for one that
 * goes nowhere: a queue and a voicemail get no context, and a phone only gets the whisper.
 *
 * @param whispers - whether people on the phone hear a whisper
 */
export async function summarizeFor(
  invocation: Invocation,
  { call, outcome, chain: [destination], isSummaryLate }: HandingOff,
  { whispers }: { readonly whispers: boolean },
): Promise<Summary> {
  const kind = destination?.kind ?? 'voicemail';
  const isTold = kind === 'number' ? whispers : kind !== 'queue' && kind !== 'voicemail';
  // A caller waits once. After that, a summary is passed on only if it has arrived by now.
  return isTold ? summarize(invocation, call, outcome, isSummaryLate ? 0 : undefined) : NONE;
}

const keyOf = ({ origin, apiId }: AsappConfig) => `${origin} ${apiId}`;
