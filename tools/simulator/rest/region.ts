import type { LiveCall } from '../twilio/place-call';
import { newSid } from '../twilio/sid';
import type { Account } from './account';
import { type Application, newApplication } from './applications';
import { newCall, type RestCall } from './calls';
import { type FlowHistory, newFlow, type RestFlow } from './flows';
import { newNumber, type PhoneNumber } from './numbers';
import { newEnvironment, newService, type ServerlessEnvironment } from './serverless/service';
import { newState, type RestState } from './state';

/** What an account has in one of Twilio's regions: nothing of it is seen in another. */
export interface LocalRegion extends RestState {
  addNumber(phoneNumber: string, settings?: Partial<PhoneNumber>): PhoneNumber;
  addApplication(settings?: Partial<Application>): Application;
  addFlow(settings?: Partial<RestFlow>): FlowHistory;
  /** An environment of a deployed service; without a suffix it is production. */
  addEnvironment(serviceName: string, suffix?: string): ServerlessEnvironment;
  /** A call of the phone network, which REST knows from now on. */
  addCall(call: LiveCall): RestCall;
}

export function newRegion(state: RestState): LocalRegion {
  const { account } = state;
  return {
    ...state,
    addNumber: (phoneNumber, settings) =>
      added(state.numbers, newNumber(account, phoneNumber, settings)),
    addApplication: (settings) => added(state.applications, newApplication(account, settings)),
    addFlow: (settings) => added(state.flows, newFlow(account, settings)),
    addEnvironment: (serviceName, suffix) => {
      const service =
        state.services.find(({ unique_name }) => unique_name === serviceName) ??
        added(state.services, newService(account, serviceName));
      const name = suffix ? `${suffix}-environment` : 'production';
      return added(service.environments, newEnvironment(service, name, suffix ?? null));
    },
    addCall: (call) => {
      state.liveCalls.set(call.callSid, call);
      const { callSid: sid } = call;
      const known = state.calls.find((one) => one.sid === sid);
      const status = 'in-progress';
      const begun = { ...newCall(account, new URLSearchParams()), sid, status };
      return known ?? added(state.calls, begun);
    },
  };
}

/** The same account in Ireland: other credentials and resources, but one table of where calls go. */
export function newIreland({ account, routing }: RestState): LocalRegion {
  const { sid } = account;
  const ireland: Account = { ...account, sid, region: 'ie1', keys: [] };
  ireland.authToken = newSid('AC').slice(2);
  return newRegion({ ...newState(), account: ireland, routing });
}

/**
 * The region that a host stands for. Without an edge, a region's name has no effect.
 *
 * @see https://www.twilio.com/docs/global-infrastructure/using-the-twilio-rest-api-in-a-non-us-region
 */
export function regionOf(host: string): string {
  return /^[\w-]+\.[\w-]+\.(\w+)\.twilio\.com$/.exec(host)?.[1] ?? 'us1';
}

function added<T>(list: T[], item: T): T {
  list.push(item);
  return item;
}
