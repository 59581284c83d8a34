import type { LiveCall } from '../twilio/place-call';
import type { Task } from '../twilio/task';
import { type Account, newAccount } from './account';
import type { Application } from './applications';
import type { RestStream } from './call-streams';
import type { RestAlert } from './call-traces';
import type { CallerId } from './caller-ids';
import type { RestCall } from './calls';
import type { CustomerProfile } from './customer-profiles';
import { type DialingPermission, newPermissions } from './dialing-permissions';
import type { FlowHistory } from './flows';
import type { PhoneNumber } from './numbers';
import type { RestRecording } from './recordings';
import type { Routing } from './routing';
import type { ServerlessService } from './serverless/service';
import type { SipDomain } from './sip-domains';
import type { Workflow } from './workflows';

/** Everything that the local Twilio knows: plain lists, to fill before and to read after. */
export interface RestState {
  readonly account: Account;
  readonly numbers: PhoneNumber[];
  readonly applications: Application[];
  readonly callerIds: CallerId[];
  readonly sipDomains: SipDomain[];
  readonly calls: RestCall[];
  readonly streams: RestStream[];
  /** Calls of the phone network, by CallSid: what REST starts on them really starts. */
  readonly liveCalls: Map<string, LiveCall>;
  readonly flows: FlowHistory[];
  readonly workflows: Workflow[];
  /** The tasks created by REST; those of calls in queues are with the calls. */
  readonly tasks: Task[];
  /** Changed sizes of queues, by SID. */
  readonly maxQueueSizes: Map<string, number>;
  readonly services: ServerlessService[];
  readonly routing: Routing;
  readonly recordings: RestRecording[];
  readonly alerts: RestAlert[];
  readonly customerProfiles: CustomerProfile[];
  readonly dialingPermissions: DialingPermission[];
}

export function newState(): RestState {
  return {
    account: newAccount(),
    numbers: [],
    applications: [],
    callerIds: [],
    sipDomains: [],
    calls: [],
    streams: [],
    liveCalls: new Map(),
    flows: [],
    workflows: [],
    tasks: [],
    maxQueueSizes: new Map(),
    services: [],
    routing: new Map(),
    recordings: [],
    alerts: [],
    customerProfiles: [],
    dialingPermissions: newPermissions(),
  };
}
