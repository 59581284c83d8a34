import { accountRoutes } from './account';
import { alertRoutes } from './alerts';
import { applicationRoutes } from './applications';
import { callStreamRoutes } from './call-streams';
import { callerIdRoutes } from './caller-ids';
import { callRoutes } from './calls';
import { customerProfileRoutes } from './customer-profiles';
import { dialingPermissionRoutes } from './dialing-permissions';
import { type FlowChecker, flowRoutes } from './flows';
import { numberRoutes } from './numbers';
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

export interface RestBehaviour {
  /** What Flows/Validate and publishing find wrong with a flow; by default nothing. */
  readonly checkFlow?: FlowChecker;
  /** Country codes, such as `+44`, that the account may not call. */
  readonly blockedCountries?: readonly string[];
  /** A trial account calls verified numbers only. */
  readonly trial?: boolean;
}

/** The operations of all products: their paths differ, so that one port serves them all. */
export function allRoutes(state: RestState, behaviour: RestBehaviour): Route[] {
  const { account, numbers, applications, callerIds, calls, flows, services } = state;
  const { checkFlow = () => [], blockedCountries = [], trial = false } = behaviour;
  return [
    ...accountRoutes(account),
    ...numberRoutes(numbers, applications),
    ...applicationRoutes(account, applications),
    ...callerIdRoutes(callerIds),
    ...callRoutes(calls, { account, numbers, callerIds, blockedCountries, trial }, state.liveCalls),
    ...sipDomainRoutes(state.sipDomains),
    ...callStreamRoutes(calls, state.streams, state.liveCalls),
    ...flowRoutes(account, flows, checkFlow),
    ...routingRoutes(state.routing),
    ...recordingRoutes(state.recordings),
    ...alertRoutes(state.alerts),
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
