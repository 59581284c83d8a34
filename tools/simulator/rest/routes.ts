import type { LocalStudio } from '../studio/studio';
import { accountRoutes } from './account';
import { applicationRoutes } from './applications';
import { callStreamRoutes } from './call-streams';
import { callTraceRoutes } from './call-traces';
import { callerIdRoutes } from './caller-ids';
import { callRoutes } from './calls';
import { customerProfileRoutes } from './customer-profiles';
import { dialingPermissionRoutes } from './dialing-permissions';
import { executionRoutes } from './executions';
import { type FlowChecker, flowRoutes } from './flows';
import { numberRoutes } from './numbers';
import type { PlacedCalls } from './placed-calls';
import { queueRoutes } from './queues';
import { recordingRoutes } from './recordings';
import type { Route } from './route';
import { routingRoutes } from './routing';
import { buildRoutes } from './serverless/builds';
import { environmentRoutes } from './serverless/environments';
import { serviceRoutes } from './serverless/services';
import { uploadRoutes } from './serverless/uploads';
import { sipDomainRoutes } from './sip-domains';
import type { RestState } from './state';
import { taskRoutes } from './tasks';
import { workflowRoutes } from './workflows';

/** What the local REST API has behind it, once it is connected to a phone network. */
export interface Exchange {
  readonly placed: PlacedCalls;
  readonly studio: LocalStudio | undefined;
}

export interface RestBehaviour {
  /** What Flows/Validate and publishing find wrong with a flow; by default nothing. */
  readonly checkFlow?: FlowChecker;
  /** Country codes, such as `+44`, that the account may not call. */
  readonly blockedCountries?: readonly string[];
  /** A trial account calls verified numbers only. */
  readonly trial?: boolean;
  /** How many legs the account may have at once; default: any number. */
  readonly concurrentCalls?: number;
  /** Unix time in ms: decides whether the events of a call are there yet. */
  readonly now?: () => number;
}

/** The operations of all products: their paths differ, so that one port serves them all. */
export function allRoutes(state: RestState, behaviour: RestBehaviour, exchange: Exchange): Route[] {
  const { account, numbers, applications, callerIds, calls, flows, services } = state;
  const { checkFlow = () => [], blockedCountries = [], trial = false } = behaviour;
  const { concurrentCalls = Number.POSITIVE_INFINITY, now = Date.now } = behaviour;
  const dialling = { account, numbers, callerIds, blockedCountries, trial, concurrentCalls };
  return [
    ...accountRoutes(account),
    ...numberRoutes(numbers, applications),
    ...applicationRoutes(account, applications),
    ...callerIdRoutes(callerIds),
    ...callRoutes(calls, dialling, state.liveCalls, exchange.placed),
    ...callTraceRoutes(account.sid, state.liveCalls, now, state.alerts),
    ...executionRoutes(() => exchange.studio),
    ...sipDomainRoutes(state.sipDomains),
    ...callStreamRoutes(calls, state.streams, state.liveCalls),
    ...flowRoutes(account, flows, checkFlow),
    ...routingRoutes(state.routing),
    ...recordingRoutes(state.recordings),
    ...customerProfileRoutes(state.customerProfiles),
    ...dialingPermissionRoutes(state.dialingPermissions),
    ...workflowRoutes(state.workflows),
    ...taskRoutes(state),
    ...queueRoutes(state.liveCalls, state.maxQueueSizes),
    ...serviceRoutes(account, services),
    ...uploadRoutes(services),
    ...buildRoutes(services),
    ...environmentRoutes(services),
  ];
}
