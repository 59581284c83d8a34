import { getExpectedTwilioSignature, validateRequest } from 'twilio';

/** Name and value of each parameter that Twilio posts; empty for a GET. */
export type Parameters = Record<string, string>;

/**
 * The `X-Twilio-Signature` of a request: over the URL as Twilio knows it, without the fragment,
 * and the posted parameters. Source: https://www.twilio.com/docs/usage/security
 */
export const signature = (authToken: string, url: string, parameters: Parameters = {}): string =>
  getExpectedTwilioSignature(authToken, url, parameters);

/** Whether `claimed` is the signature of this request. */
export function isSigned(
  authToken: string,
  claimed: string | undefined,
  url: string,
  parameters: Parameters,
): boolean {
  return claimed !== undefined && validateRequest(authToken, claimed, url, parameters);
}
