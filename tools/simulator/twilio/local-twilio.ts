import type { HttpAnswer, HttpRequest } from '../http/message';
import type { RunningService } from '../service/local-service';
import { createEdge, type Edge, type EdgeOptions } from './edge';
import { createNetwork, type Network, type NetworkOptions } from './network';
import type { CallOptions, CallReport } from './place-call';
import { type FormParameters, signature } from './signature';

export interface LocalTwilioOptions
  extends Omit<NetworkOptions, 'edge' | 'authToken'>,
    Pick<EdgeOptions, 'timeLimitMs' | 'concurrency'> {
  /** Signs the requests; default: `local-auth-token`. */
  readonly authToken?: string;
}

/** Twilio Voice around one service: it places calls and sends signed requests. */
export interface LocalTwilio {
  /** `https://<domain name>` of the service. */
  readonly origin: string;
  readonly network: Network;
  /** Places a call and follows it to its end. Default: an inbound call to `/engage`. */
  call(options?: CallOptions): Promise<CallReport>;
  /** Sends a request to the service as it is; nothing is signed. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Posts a form to a path of the service, signed as Twilio signs it. */
  post(path: string, parameters: FormParameters): Promise<HttpAnswer>;
}

/**
 * Puts a local Twilio around a service that runs already, in whatever process and language.
 *
 * @param service - where it listens, or a function that answers in its place
 */
export function createLocalTwilio(
  service: RunningService | Edge,
  options: LocalTwilioOptions = {},
): LocalTwilio {
  const { authToken = 'local-auth-token', timeLimitMs, concurrency, ...rest } = options;
  const edge =
    'send' in service
      ? service
      : createEdge({
          ...service,
          authToken,
          ...(timeLimitMs !== undefined && { timeLimitMs }),
          ...(concurrency !== undefined && { concurrency }),
        });
  const network = createNetwork({ ...rest, edge, authToken });
  return {
    origin: edge.publicOrigin,
    network,
    call(call) {
      // Loaded here: it needs a JSON Schema compiler and WebSockets.
      const { placeCall }: typeof import('./place-call') = require('./place-call');
      return placeCall(network, call);
    },
    send: edge.send,
    post: (path, parameters) =>
      edge.send(signedRequest(authToken, edge.publicOrigin + path, parameters)),
  };
}

/** A form that Twilio posts, signed over its URL and its parameters. */
export function signedRequest(
  authToken: string,
  url: string,
  parameters: FormParameters,
): HttpRequest {
  return {
    url,
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signature(authToken, url, parameters),
    },
    body: new URLSearchParams(parameters).toString(),
  };
}
