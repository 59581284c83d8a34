import { metaPage } from './page';
import type { Route } from './route';

/** What an account has told about its owner; once it is approved, the limits of new accounts end. */
export interface CustomerProfile {
  sid: string;
  policy_sid: string;
  status: 'draft' | 'pending-review' | 'in-review' | 'twilio-rejected' | 'twilio-approved';
}

/** @see https://www.twilio.com/docs/trust-hub/trusthub-rest-api/customer-profiles */
export function customerProfileRoutes(profiles: readonly CustomerProfile[]): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/CustomerProfiles',
      answer: (request) => {
        const [status, policy] = ['Status', 'PolicySid'].map((name) => request.query.get(name));
        const found = profiles.filter(
          (one) => (!status || one.status === status) && (!policy || one.policy_sid === policy),
        );
        return metaPage('trusthub.twilio.com', 'results', found, request);
      },
    },
  ];
}
