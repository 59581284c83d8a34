import type { HttpAnswer, HttpRequest } from '../http/message';
import type { Clock, Pace } from './clock';
import type { Edge } from './edge';
import { newSid } from './sid';
import type { Party, Timeline } from './timeline';

/** The call on whose behalf a request is sent, with the time line that shows it. */
export interface RequestingCall {
  network: Network;
  clock: Clock;
  timeline: Timeline;
}

/** A server other than the service, for instance Studio. */
export type Host = (
  request: HttpRequest,
  call?: RequestingCall,
) => Promise<HttpAnswer> | HttpAnswer;

/**
 * A server that takes over every call that is redirected to it: what happens there is not
 * simulated, and the call counts as handed to a system.
 */
export const TAKES_OVER = 'takes-over';

export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

export interface NetworkOptions {
  /** The service, behind its edge. */
  edge: Edge;
  authToken: string;
  accountSid?: string;
  /** Servers other than the service, by origin or by a longer beginning of the URL. */
  hosts?: Record<string, Host | typeof TAKES_OVER>;
  /** What happens at other https origins; default: unreachable. */
  otherHosts?: 'unreachable' | typeof TAKES_OVER;
  /** PEM certificate to trust, besides the public ones, on media sockets to loopback. */
  ca?: string;
  /** 1, the default, is real time; with 0 calls take no time. */
  pace?: Pace;
  /**
   * Sees every request on its way to a server: it may delay, repeat or replace it.
   * For faults of the network itself.
   */
  transport?: (request: HttpRequest, send: Send) => Promise<HttpAnswer>;
}

/** The phone network: the servers that it reaches, its account, and how fast its time goes. */
export interface Network {
  readonly accountSid: string;
  readonly authToken: string;
  /** `https://<DOMAIN_NAME>` of the service. */
  readonly serviceOrigin: string;
  readonly ca: string | undefined;
  readonly pace: Pace;
  /**
   * Sends a request to the service or to another server. Throws `Unreachable` if there is no server
   * at the URL, and the error of `fetch` if the connection fails.
   */
  send(request: HttpRequest, call?: RequestingCall): Promise<HttpAnswer>;
  /** Whether a call that is redirected to this URL is taken over there. */
  takesOver(url: string): boolean;
  /** The party at a URL, for the time line. */
  party(url: string): Party;
}

/** There is no server at a URL, as if its name did not resolve. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** In any region. */
const isStudio = (url: string) =>
  /^https:\/\/webhooks(\.[\w-]+){0,2}\.twilio\.com([/?#]|$)/.test(url);

/** Puts a phone network around a service. */
export function createNetwork(options: NetworkOptions): Network {
  const { edge, hosts = {}, otherHosts, transport } = options;

  function hostOf(url: string): Host | typeof TAKES_OVER | undefined {
    const names = Object.keys(hosts).filter((name) => isWithin(url, name));
    const [closest] = names.sort((one, other) => other.length - one.length);
    if (closest !== undefined) return hosts[closest];
    // Any flow of the account can take a call; the flows under test are among the hosts.
    return isStudio(url) || otherHosts === TAKES_OVER ? TAKES_OVER : undefined;
  }

  async function route(request: HttpRequest, call?: RequestingCall): Promise<HttpAnswer> {
    const { url } = request;
    if (isWithin(url, edge.publicOrigin)) return edge.send(request);
    const host = hostOf(url);
    if (host === undefined) throw new Unreachable(`no server is known at ${new URL(url).origin}`);
    return host === TAKES_OVER ? { status: 204, headers: {}, body: '' } : host(request, call);
  }

  return {
    accountSid: options.accountSid ?? newSid('AC'),
    authToken: options.authToken,
    serviceOrigin: edge.publicOrigin,
    ca: options.ca,
    pace: options.pace ?? 1,
    send: (request, call) =>
      transport === undefined
        ? route(request, call)
        : transport(request, (sent) => route(sent, call)),
    takesOver: (url) => !isWithin(url, edge.publicOrigin) && hostOf(url) === TAKES_OVER,
    party(url) {
      if (isWithin(url, edge.publicOrigin)) return 'service';
      return isStudio(url) ? 'studio' : 'elsewhere';
    },
  };
}

/** Whether `url` is `base` or below it. */
const isWithin = (url: string, base: string) =>
  url.startsWith(base) && ['', '/', '?', '#'].includes(url.charAt(base.length));
