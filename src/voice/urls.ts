/**
 * Makes Twilio retry twice if the connection fails or the answer is 4xx or 5xx. By default it retries
 * once, and only if it cannot connect. The fragment is neither sent nor signed.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const RETRIES = '#rc=2&rp=ct,4xx,5xx';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The URL of one of our functions, from which Twilio requests TwiML. Twilio signs it with its query, so
 * what it carries comes back unchanged.
 *
 * @param domainName - the host name of this service, from the runtime
 * @param path - for instance `/hand-off`
 * @param query - undefined values are left out
 */
export function serviceUrl(domainName: string, path: string, query: Query = {}): string {
  return `https://${domainName}${path}${formatQuery(query)}${RETRIES}`;
}

/**
 * The webhook of a Studio Flow, at which it takes a call back or starts again.
 *
 * @param known - the webhook of any flow of the account, which tells their host; undefined in the US
 */
export function flowUrl(
  known: string | undefined,
  accountSid: string,
  flowSid: string,
  query: Query = {},
): string {
  const webhook =
    known?.replace(/FW[0-9a-f]{32}$/i, flowSid) ??
    `https://webhooks.twilio.com/v1/Accounts/${accountSid}/Flows/${flowSid}`;
  return `${webhook}${formatQuery(query)}`;
}

/** `?name=value&…`, percent-encoded, with spaces as %20 to suit Twilio's signature; empty without values. */
export function formatQuery(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encode(name)}=${encode(String(value))}`],
  );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** `encodeURIComponent` throws for half of a surrogate pair, so that becomes U+FFFD. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
