import * as v from 'valibot';
import { webUrl } from '../runtime/host-url';
import {
  credential,
  type Environment,
  flag,
  type Parsed,
  readVariables,
} from '../runtime/variables';

export const CALL_RECORD_VARIABLES = {
  CALL_RECORD_URL: v.optional(webUrl),
  CALL_RECORD_SECRET: v.optional(credential),
  CALL_RECORD_NUMBERS: v.optional(flag),
};

/** What happens to the records of calls besides the log. */
export interface CallRecordConfig {
  /** Gets each record; undefined if nobody does. */
  readonly url: string | undefined;
  /** Signs the records; without one they are not signed. */
  readonly secret: string | undefined;
  /** Whether the records that are sent name people: their numbers, SIP addresses and clients. */
  readonly namesPeople: boolean;
}

export function readCallRecordConfig(environment: Environment): Parsed<CallRecordConfig> {
  const { value, problems } = readVariables(environment, CALL_RECORD_VARIABLES);
  const secret = value.CALL_RECORD_SECRET;
  // Whoever sets a secret checks signatures: an unsigned record would be of no use to them.
  const isSecretBad = !secret && problems.some((text) => text.startsWith('CALL_RECORD_SECRET'));
  return {
    value: {
      url: isSecretBad ? undefined : value.CALL_RECORD_URL,
      secret,
      namesPeople: value.CALL_RECORD_NUMBERS ?? false,
    },
    problems,
  };
}
