import { join } from 'node:path';
import { type LocalAsapp, startAsapp } from '../../tools/simulator/asapp/asapp';
import type { AgentScript } from '../../tools/simulator/asapp/script';
import type { HttpAnswer, HttpRequest } from '../../tools/simulator/http/message';
import { startLocalService } from '../../tools/simulator/service/local-service';
import { createEdge } from '../../tools/simulator/twilio/edge';
import {
  createNetwork,
  type NetworkOptions,
  TAKES_OVER,
} from '../../tools/simulator/twilio/network';
import {
  type CallOptions,
  type CallReport,
  placeCall,
} from '../../tools/simulator/twilio/place-call';
import { newSid } from '../../tools/simulator/twilio/sid';
import { type Parameters, signature } from '../../tools/simulator/twilio/signature';

export interface WorldOptions {
  /** Variables of the service, besides those that point it to the local ASAPP. */
  readonly env?: Record<string, string>;
  /** How long Twilio waits for an answer, in ms; a later one is a 504. */
  readonly timeLimitMs?: number;
  readonly hosts?: NetworkOptions['hosts'];
  /** PEM certificates to trust besides that of the local ASAPP. */
  readonly ca?: string;
  /** The URL of Twilio's REST API, for functions that use it. */
  readonly twilioUrl?: string;
  /** No time passes by default. */
  readonly pace?: NetworkOptions['pace'];
  readonly transport?: NetworkOptions['transport'];
  readonly accountSid?: string;
}

/** The built functions in the runtime's own server, a local ASAPP, and a phone network around them. */
export interface World {
  readonly asapp: LocalAsapp;
  /** Each line that the functions logged. */
  readonly logs: string[];
  /** The `https://…` origin of the service. */
  readonly origin: string;
  call(options?: CallOptions & { agent?: Partial<AgentScript> }): Promise<CallReport>;
  /** Sends a request to the service unchanged. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Posts a form to a path of the service, signed as Twilio does. */
  post(path: string, parameters: Parameters): Promise<HttpAnswer>;
  close(): Promise<void>;
}

const root = join(__dirname, '../..');
const AUTH_TOKEN = 'the-auth-token-of-the-tests';

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const asapp = await startAsapp();
  const logs: string[] = [];
  const service = await startLocalService({
    baseDir: root,
    functionsFolder: join(root, 'dist/functions'),
    assetsFolder: join(root, 'assets'),
    env: { ...asapp.env, ...options.env },
    ...(options.twilioUrl && { twilioUrl: options.twilioUrl }),
    onLog: (line) => logs.push(line),
  });
  const edge = createEdge({
    origin: service.origin,
    domainName: service.domainName,
    authToken: AUTH_TOKEN,
    publicPaths: service.publicPaths,
    ...(options.timeLimitMs && { timeLimitMs: options.timeLimitMs }),
  });
  const network = createNetwork({
    edge,
    authToken: AUTH_TOKEN,
    hosts: options.hosts ?? {},
    otherHosts: TAKES_OVER,
    ...(options.transport && { transport: options.transport }),
    ...(options.accountSid && { accountSid: options.accountSid }),
    ca: [asapp.ca, options.ca].join('\n'),
    pace: options.pace ?? 0,
  });
  return {
    asapp,
    logs,
    origin: edge.publicOrigin,
    async call({ agent, ...call } = {}) {
      const callSid = call.callSid ?? newSid('CA');
      if (agent) asapp.script(callSid, agent);
      return placeCall(network, { callSid, ...call });
    },
    send: (request) => edge.send(request),
    post(path, parameters) {
      const url = edge.publicOrigin + path;
      return edge.send({
        url,
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': signature(AUTH_TOKEN, url, parameters),
        },
        body: new URLSearchParams(parameters).toString(),
      });
    },
    async close() {
      await service.close();
      await asapp.close();
    },
  };
}

/** Opens a world for one test and closes it whatever happens. */
export async function inWorld(
  options: WorldOptions,
  story: (world: World) => Promise<void>,
): Promise<void> {
  const world = await openWorld(options);
  try {
    await story(world);
  } finally {
    await world.close();
  }
}

/** What was said to the caller, in order. */
export function spoken(report: CallReport): string[] {
  return report.events.filter(({ to }) => to === 'caller').map(({ what }) => what);
}

/** The numbers, SIP addresses and clients that were called, in order. */
export function dialled({ events }: CallReport): string[] {
  return events.flatMap(({ to, what }) => {
    const callee = to === 'person' ? /^calls (.*)$/.exec(what)?.[1] : undefined;
    return callee === undefined ? [] : [callee];
  });
}

/** The bodies of the service's answers to a path, in order. */
export function answersOf({ events }: CallReport, path: string): string[] {
  return events
    .filter(({ to, what }) => to === 'service' && what.split(' ')[1] === path)
    .map(({ body }) => body ?? '');
}

/** The body of the service's first answer to a path. @throws Error if the path was never requested */
export function answerOf(report: CallReport, path: string): string {
  const [answer] = answersOf(report, path);
  if (answer === undefined) throw new Error(`${path} was never requested`);
  return answer;
}
