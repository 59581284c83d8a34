import { createServer, type RequestListener } from 'node:http';
import { listen } from '../http/listen';
import type { LocalStudio } from '../studio/studio';
import type { Network, OwnNumberCall } from '../twilio/network';
import type { NumberBinding } from '../twilio/place-call';
import { newSid } from '../twilio/sid';
import { newTask, setTaskStatus, type Task, type TaskStatus } from '../twilio/task';
import { authorize } from './account';
import type { PhoneNumber } from './numbers';
import { placedCalls } from './placed-calls';
import { recordingMedia } from './recordings';
import { notFound, Refusal, unauthorized } from './refusal';
import { type LocalRegion, newIreland, newRegion, regionOf } from './region';
import { type RestRequest, readRequest } from './request';
import { dispatch, ok, type RestAnswer, type Route } from './route';
import { allRoutes, type RestBehaviour } from './routes';
import { activeBuild, type ServerlessService } from './serverless/service';
import { newState } from './state';
import { allTasks } from './tasks';

/** The account in the US region, and what belongs to all regions. */
export interface LocalTwilioRest extends LocalRegion {
  readonly ireland: LocalRegion;
  /** For `TWILIO_API_BASE`. */
  readonly url: string;
  /** For another server in front of it, such as one that speaks TLS. */
  readonly listener: RequestListener;
  /** Each request so far, in order. */
  readonly requests: readonly RestRequest[];
  /** Forgets a call and those that it has dialed, of which nobody will ask any more. */
  removeCall(callSid: string): void;
  /** For a phone network: calls a number of this account, as what is bound to it says. */
  callOwnNumber(network: Network, legs: { from: string; to: string }): OwnNumberCall | undefined;
  /** From now on, calls placed to the account's own numbers happen on this network. */
  connectTo(network: Network, studio?: LocalStudio): void;
  /** A line that a function has logged in the environment with this host. */
  addLog(domainName: string, line: string): void;
  /** Refuses the next request, whatever it is. */
  refuseNext(refusal: Refusal): void;
  /**
   * Does something just before each request that matches is answered: it may wait, change what is there,
   * or throw a `Refusal`.
   *
   * @param pattern - of the method and the path, for instance `/^POST .*\/Tasks$/`
   */
  before(pattern: RegExp, effect: (request: RestRequest) => void | Promise<void>): void;
  /** Lets the account have every workflow that these variables name, all in one workspace. */
  addWorkflows(variables: Readonly<Record<string, string>>): void;
  /** Every task that TaskRouter knows: those created by REST, and those of calls in queues. */
  allTasks(): Task[];
  /** A task that is there already. */
  addTask(workflowSid: string, attributes: string): Task;
  /** A person accepts the open tasks of a workflow. */
  accept(workflowSid: string): void;
  /** The callers of these tasks hang up. */
  cancel(workflowSid: string): void;
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
  const home = newRegion(state);
  const ireland = newIreland(state);
  const exchange: { network?: Network; studio: LocalStudio | undefined } = { studio: undefined };
  const regions = new Map(
    [home, ireland].map((region): [string, LocalRegion & { routes: Route[] }] => {
      const placed = placedCalls({ network: () => exchange.network, addCall: region.addCall });
      const routes = allRoutes(region, options, {
        placed,
        get studio() {
          return exchange.studio;
        },
      });
      return [region.account.region, { ...region, routes }];
    }),
  );
  const requests: RestRequest[] = [];
  const refusals: Refusal[] = [];
  const interferences: { pattern: RegExp; effect: Parameters<LocalTwilioRest['before']>[1] }[] = [];
  const answer = async (request: RestRequest): Promise<RestAnswer> => {
    requests.push(request);
    for (const { pattern, effect } of interferences) {
      if (pattern.test(`${request.method} ${request.path}`)) await effect(request);
    }
    const refusal = refusals.shift();
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
    const { status, body } = await answerOrRefuse(() => answer(request));
    const text = body && JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(text && alter ? alter(text, request) : text);
  };
  const settle = (workflowSid: string, status: TaskStatus) => {
    for (const task of allTasks(state)) {
      const isOpen = task.status === 'pending' || task.status === 'reserved';
      if (isOpen && task.workflowSid === workflowSid) setTaskStatus(task, status);
    }
  };
  const { port, close } = await listen(createServer(listener), options.port);
  return {
    ...home,
    ireland,
    url: `http://127.0.0.1:${port}`,
    listener,
    requests,
    callOwnNumber(network, legs) {
      const number = state.numbers.find(({ phone_number }) => phone_number === legs.to);
      if (!number) return undefined;
      // Loaded here: it needs a JSON Schema compiler and WebSockets.
      const { callNumber }: typeof import('../twilio/own-number') = require('../twilio/own-number');
      return callNumber(network, bindingOf(number), legs, home.addCall);
    },
    connectTo(network, studio) {
      Object.assign(exchange, { network, studio });
    },
    addLog(domainName, line) {
      const environments = state.services.flatMap((service) => service.environments);
      const environment = environments.find(({ domain_name }) => domain_name === domainName);
      environment?.logs.unshift({
        sid: newSid('NO'),
        function_sid: newSid('ZH'),
        request_sid: newSid('RQ'),
        level: 'info',
        message: line,
        date_created: new Date().toISOString(),
      });
    },
    removeCall: (callSid) => {
      state.liveCalls.delete(callSid);
      for (let index = state.calls.length - 1; index >= 0; index -= 1) {
        const call = state.calls[index];
        if (call?.sid === callSid || call?.parent_call_sid === callSid)
          state.calls.splice(index, 1);
      }
    },
    refuseNext: (refusal) => refusals.push(refusal),
    before: (pattern, effect) => void interferences.push({ pattern, effect }),
    addWorkflows: (variables) => {
      const named = Object.values(variables).flatMap(
        (value) => value.match(/\bWW[0-9a-f]{32}\b/gi) ?? [],
      );
      for (const sid of new Set(named)) {
        if (state.workflows.some((known) => known.sid === sid)) continue;
        state.workflows.push({ sid, workspace_sid: WORKSPACE, friendly_name: 'Local workflow' });
      }
    },
    allTasks: () => allTasks(state),
    addTask: (workflowSid, attributes) => added(state.tasks, newTask(workflowSid, attributes)),
    accept: (workflowSid) => settle(workflowSid, 'assigned'),
    cancel: (workflowSid) => settle(workflowSid, 'canceled'),
    alterAnswers: (alteration) => {
      alter = alteration;
    },
    close,
  };
}

/** Always the same, since a service may remember it longer than a test. */
const WORKSPACE = `WS${'7'.repeat(32)}`;
/** What is bound to a number, as the phone network takes it. */
function bindingOf(number: PhoneNumber): NumberBinding {
  const { voice_url, voice_method, voice_fallback_url, status_callback } = number;
  return {
    voiceUrl: voice_url ?? '',
    voiceMethod: voice_method === 'GET' ? 'GET' : 'POST',
    ...(voice_fallback_url && { fallbackUrl: voice_fallback_url }),
    ...(status_callback && { statusCallback: status_callback }),
  };
}

function added<T>(list: T[], item: T): T {
  list.push(item);
  return item;
}

async function answerOrRefuse(answer: () => Promise<RestAnswer>): Promise<RestAnswer> {
  try {
    return await answer();
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
