import * as v from 'valibot';
import { hostUrl } from '../runtime/host-url';
import { credential, type Environment, type Parsed, readVariables } from '../runtime/variables';

export const CLERK_VARIABLES = {
  CLERK_API_HOST: v.optional(hostUrl, 'https://web-api.clerk.chat'),
  CLERK_API_KEY: credential,
  CLERK_INBOX_ID: credential,
};

/** How to reach Clerk. If it exists, it is complete and well-formed. */
export interface ClerkConfig {
  readonly origin: string;
  readonly apiKey: string;
  /** The external id of the inbox that takes the calls; it looks like a TwiML App's SID. */
  readonly inboxId: string;
}

export function readClerkConfig(environment: Environment): Parsed<ClerkConfig | undefined> {
  const { value: values, problems } = readVariables(environment, CLERK_VARIABLES);
  const { CLERK_API_HOST: origin, CLERK_API_KEY: apiKey, CLERK_INBOX_ID: inboxId } = values;
  return { value: origin && apiKey && inboxId ? { origin, apiKey, inboxId } : undefined, problems };
}
