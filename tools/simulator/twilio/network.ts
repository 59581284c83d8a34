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

/** How this Twilio differs from what the project assumes of the real one: for tests. */
export interface Deviations {
  /** Nothing is requested after the caller has hung up. */
  readonly noActionAfterHangUp?: boolean;
  /** `CallStatus` of the actions of a call that goes on. */
  readonly actionCallStatus?: string;
  /** A `<Pause>` answers the call, even if it is the first verb. */
  readonly pauseAnswers?: boolean;
  /** A recording is not ended by `<Stop>`. */
  readonly recordsToTheEnd?: boolean;
  /** A silent message is not recorded, and the next verb runs. */
  readonly noSilentRecordings?: boolean;
  /** The action of a `<Dial>` does not say whether the two were connected. */
  readonly noDialBridged?: boolean;
  /** The method of actions, whatever the TwiML says. */
  readonly actionMethod?: 'GET' | 'POST';
  /** `CallStatus` of the first webhook of an inbound call; default: `ringing`. */
  readonly firstCallStatus?: string;
  /** The caller's own number is no caller ID for people who are dialed (13214). */
  readonly refusesCallerId?: boolean;
}

/** The other end of a leg, if that is a leg too: the keys that are played here are heard there. */
export interface FarEnd {
  press(digits: string): void;
}

/** How a phone that rang was answered, or not. */
export type Rung = 'answered' | 'busy' | 'no-answer' | 'failed';

/** A call to one of the account's own numbers: an inbound leg with a CallSid of its own. */
export interface OwnNumberCall extends FarEnd {
  /** Settles when the phone no longer rings. */
  readonly rung: Promise<Rung>;
  /** Settles when the call is over. */
  readonly over: Promise<unknown>;
  /** Leads the keys that are played there to this end. */
  connect(far: FarEnd): void;
  hangUp(): void;
}

/** Calls one of the account's own numbers; undefined if the account does not own it. */
export type CallOwnNumber = (legs: {
  readonly from: string;
  readonly to: string;
}) => OwnNumberCall | undefined;

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
  deviations?: Deviations;
  /** With this, the pace must not be 0: two legs meet only in time. */
  callOwnNumber?: CallOwnNumber;
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
  readonly deviations: Deviations;
  callOwnNumber: CallOwnNumber;
  /**
   * Sends a request to the service or to another server. Throws `Unreachable` if there is no server
   * at the URL, and the socket's error if the connection fails.
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
    deviations: options.deviations ?? {},
    callOwnNumber: options.callOwnNumber ?? (() => undefined),
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
