import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type Environment, type Parsed, readVariables, wholeNumber } from '../runtime/variables';
import type { Call } from './call';
import { dateOf, wallTime } from './local-time';
import { TIME_ZONE_VARIABLES } from './opening-hours-config';
import { isWithheld } from './parties';

export const SHARE_VARIABLES = { VOICE_AGENT_PERCENT: v.optional(wholeNumber(0, 100)) };

/** The `voiceAgent` of a call that had none, in our own URLs: then no agent is asked about it. */
export const NO_AGENT = 'none';

/** How many callers get the voice agent. */
export interface AgentShare {
  readonly percent: number;
  /** Where a new day begins at midnight; UTC if undefined. */
  readonly timeZone: string | undefined;
}

export function readAgentShare(environment: Environment): Parsed<AgentShare> {
  const { value, problems } = readVariables(environment, SHARE_VARIABLES);
  const percent = value.VOICE_AGENT_PERCENT ?? 100;
  if (percent === 100) return { value: { percent, timeZone: undefined }, problems };
  const zone = readVariables(environment, TIME_ZONE_VARIABLES);
  return {
    value: { percent, timeZone: zone.value.TIME_ZONE },
    problems: [...problems, ...zone.problems],
  };
}

/**
 * Whether a call is in the share that gets the agent. A caller gets the same answer all day, so that
 * neither Twilio's retries nor a second call flip it; and whoever is in a share is in every larger one.
 */
export function getsAgent(
  { percent, timeZone }: AgentShare,
  { callSid, from }: Pick<Call, 'callSid' | 'from'>,
): boolean {
  if (percent === 0 || percent === 100) return percent === 100;
  const now = Date.now();
  const date = dateOf(timeZone === undefined ? now : wallTime(timeZone, now));
  const caller = from === undefined || isWithheld(from) ? callSid : from;
  const hash = createHash('sha256').update(`${date} ${caller}`).digest();
  return hash.readUInt32BE() % 100 < percent;
}
