import type { RequestClient, Twilio } from 'twilio';
import { CommandFailure } from '../command/failure';
import type { Credentials } from './credentials';
import { twilioLibrary } from './library';
import { isLoopback } from './loopback';
import type { Region } from './region';

/** How long one request to Twilio may take, in ms; the library's own default is 30 s. */
const TIMEOUT_MILLISECONDS = 15_000;

/**
 * The `twilio` library for every command.
 *
 * @param base - `TWILIO_API_BASE`, for instance `http://127.0.0.1:4010`: every request goes there
 * instead of to its own host, which is how a local copy of Twilio's REST API is used
 * @param region - undefined for the US
 * @throws CommandFailure if the base is not on this machine: it would get the credentials
 */
export function twilioClient(
  { accountSid, username, password }: Credentials,
  base: string | undefined,
  region?: Region,
): Twilio {
  const twilio = twilioLibrary();
  const options = { timeout: TIMEOUT_MILLISECONDS, autoRetry: true };
  const httpClient = new twilio.RequestClient(options);
  if (base) redirect(httpClient, loopbackUrl(base));
  return twilio(username, password, { accountSid, httpClient, ...region });
}

type RequestOptions<T> = Parameters<typeof RequestClient.prototype.request<T>>[0];

function redirect(client: RequestClient, { origin }: URL): void {
  const request = client.request.bind(client);
  client.request = <T>(options: RequestOptions<T>) => {
    const { hostname, pathname, search } = new URL(options.uri);
    // The host says which region is meant.
    const headers = { ...options.headers, host: hostname };
    return request<T>({ ...options, headers, uri: `${origin}${pathname}${search}` });
  };
}

function loopbackUrl(base: string): URL {
  if (!URL.canParse(base) || !isLoopback(base)) {
    throw new CommandFailure(
      `TWILIO_API_BASE is ${base}, which is not a URL on this machine.`,
      'Unset TWILIO_API_BASE to use Twilio itself, or point it to 127.0.0.1.',
    );
  }
  return new URL(base);
}
