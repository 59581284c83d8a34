// By path: the whole library takes twenty times as long to load.
import { getExpectedTwilioSignature, validateRequest } from 'twilio/lib/webhooks/webhooks';

/** Name and value of each parameter that Twilio posts; empty for a GET. */
export type FormParameters = Record<string, string>;

/**
 * The `X-Twilio-Signature` of a request: over the URL as Twilio knows it, without the fragment,
 * and the posted parameters. Source: https://www.twilio.com/docs/usage/security
 */
export const signature = (
  authToken: string,
  url: string,
  parameters: FormParameters = {},
): string => getExpectedTwilioSignature(authToken, url, parameters);

/** Whether `claimed` is the signature of this request. */
export function isSigned(
  authToken: string,
  claimed: string | undefined,
  url: string,
  parameters: FormParameters,
): boolean {
  return claimed !== undefined && validateRequest(authToken, claimed, url, parameters);
}
