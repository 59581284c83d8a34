import { createServer, type RequestListener } from 'node:http';
import { listen } from '../http/listen';
import { authorize } from './account';
import { recordingMedia } from './recordings';
import { notFound, Refusal, unauthorized } from './refusal';
import { type LocalRegion, newIreland, newRegion, regionOf } from './region';
import { type RestRequest, readRequest } from './request';
import { dispatch, ok, type RestAnswer, type Route } from './route';
import { allRoutes, type RestBehaviour } from './routes';
import { activeBuild, type ServerlessService } from './serverless/service';
import { newState, type RestState } from './state';

/** The account in the US region, and what belongs to all regions. */
export interface LocalTwilioRest extends LocalRegion {
  readonly ireland: LocalRegion;
  /** For `TWILIO_API_BASE`. */
  readonly url: string;
  /** For another server in front of it, such as one that speaks TLS. */
  readonly listener: RequestListener;
  /** Each request so far, in order. */
  readonly requests: readonly RestRequest[];
  /** Refuses the next request, whatever it is. */
  refuseNext(refusal: Refusal): void;
  /** Refuses those of the next requests for which this gives a refusal. */
  refuseWhere(refusalFor: (request: RestRequest) => Refusal | undefined): void;
  /** Changes the text of each answer from now on, as a proxy may; undefined leaves them as they are. */
  alterAnswers(alteration: ((text: string, request: RestRequest) => string) | undefined): void;
  close(): Promise<void>;
}

/**
 * Starts a local server that behaves like Twilio's REST API for the operations that this project
 * uses: the core API, Studio, TaskRouter and Functions, on one port of 127.0.0.1. The host of a request
 * names its region: `api.dublin.ie1.twilio.com`.
 */
export async function startTwilioRest(
  options: RestBehaviour & { readonly port?: number } = {},
): Promise<LocalTwilioRest> {
  const state = newState();
  const ireland = newIreland(state);
  const regions = new Map(
    [state, ireland].map((one): [string, RestState & { routes: Route[] }] => [
      one.account.region,
      { ...one, routes: allRoutes(one, options) },
    ]),
  );
  const requests: RestRequest[] = [];
  const refusals: Refusal[] = [];
  let refusalFor: Parameters<LocalTwilioRest['refuseWhere']>[0] = () => undefined;
  const answer = (request: RestRequest): RestAnswer => {
    requests.push(request);
    const refusal = refusals.shift() ?? refusalFor(request);
    if (refusal) throw refusal;
    const { host } = request;
    if (isDeployedHost(host)) {
      return askDeployed([...state.services, ...ireland.services], request);
    }
    const region = regions.get(regionOf(host));
    if (!region) throw unauthorized();
    const media = recordingMedia(region.account, region.recordings, request);
    if (media) return media;
    authorize(region.account, request);
    return dispatch(region.routes, request);
  };
  let alter: Parameters<LocalTwilioRest['alterAnswers']>[0];
  const listener: RequestListener = async (message, response) => {
    const request = await readRequest(message).catch(() => undefined);
    if (request === undefined) return void response.destroy();
    const { status, body } = answerOrRefuse(() => answer(request));
    const text = body && JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(text && alter ? alter(text, request) : text);
  };
  const { port, close } = await listen(createServer(listener), options.port);
  return {
    ...newRegion(state),
    ireland,
    url: `http://127.0.0.1:${port}`,
    listener,
    requests,
    refuseWhere: (find) => {
      refusalFor = find;
    },
    refuseNext: (refusal) => refusals.push(refusal),
    alterAnswers: (alteration) => {
      alter = alteration;
    },
    close,
  };
}

function answerOrRefuse(answer: () => RestAnswer): RestAnswer {
  try {
    return answer();
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, 20500, String(error));
    return { status: refusal.status, body: refusal.body() };
  }
}

/** Whether a host is one of those that deployed services get. */
const isDeployedHost = (host: string): boolean => host.endsWith('.twil.io');

/**
 * What a deployed service answers to an unsigned request: only enough to show whether it is
 * there and whether it is protected. Its functions do not run here.
 */
function askDeployed(
  services: readonly ServerlessService[],
  { host, path }: RestRequest,
): RestAnswer {
  for (const service of services) {
    const environment = service.environments.find(({ domain_name }) => domain_name === host);
    const build = environment && activeBuild(service, environment);
    const version = build?.versions.find((one) => one.path === path);
    if (version?.visibility === 'public') return ok({});
    if (version?.visibility === 'protected') throw new Refusal(403, 20403, 'Forbidden');
  }
  throw notFound(path);
}
