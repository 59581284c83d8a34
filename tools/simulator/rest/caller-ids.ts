import { corePage } from './page';
import type { Route } from './route';

/** A verified caller ID: another owner's number that this account may show. */
export interface CallerId {
  sid: string;
  phone_number: string;
  friendly_name: string;
}

export function callerIdRoutes(callerIds: readonly CallerId[]): Route[] {
  return [
    {
      method: 'GET',
      path: '/2010-04-01/Accounts/:account/OutgoingCallerIds.json',
      answer: (request) => {
        const wanted = request.query.get('PhoneNumber');
        const found = callerIds.filter((one) => !wanted || one.phone_number === wanted);
        return corePage('outgoing_caller_ids', found, request);
      },
    },
  ];
}
