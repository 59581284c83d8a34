import twilio from 'twilio';
import { CommandFailure } from '../command/failure';
import type { Credentials } from './credentials';
import { isLoopback } from './loopback';

/** How long one request to Twilio may take, in ms; the library's own default is 30 s. */
const TIMEOUT_MILLISECONDS = 15_000;

/**
 * The `twilio` library for every command.
 *
 * With `TWILIO_API_BASE` set, for instance `http://127.0.0.1:4010`, each request goes there instead
 * of to its own host: that is how a local stand-in of Twilio's REST API is used.
 *
 * @throws CommandFailure when TWILIO_API_BASE is not on this machine: it would get the credentials
 */
export function twilioClient(
  { accountSid, username, password }: Credentials,
  base = process.env.TWILIO_API_BASE,
): twilio.Twilio {
  const options = { timeout: TIMEOUT_MILLISECONDS, autoRetry: true };
  const httpClient = base
    ? new RedirectedClient(loopbackUrl(base), options)
    : new twilio.RequestClient(options);
  return twilio(username, password, { accountSid, httpClient });
}

type RequestOptions<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0];

class RedirectedClient extends twilio.RequestClient {
  private readonly origin: string;

  constructor(base: URL, options: ConstructorParameters<typeof twilio.RequestClient>[0]) {
    super(options);
    this.origin = base.origin;
  }

  override request<T>(options: RequestOptions<T>) {
    const { pathname, search } = new URL(options.uri);
    return super.request<T>({ ...options, uri: `${this.origin}${pathname}${search}` });
  }
}

function loopbackUrl(base: string): URL {
  if (!URL.canParse(base) || !isLoopback(base)) {
    throw new CommandFailure(
      `TWILIO_API_BASE is ${base}, which is not a URL of this machine.`,
      'Unset TWILIO_API_BASE to reach Twilio, or point it to a stand-in on 127.0.0.1.',
    );
  }
  return new URL(base);
}
