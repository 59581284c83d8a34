import { corePage } from './page';
import type { Route } from './route';

/** A SIP domain: what Twilio does with the calls of a PBX that are sent to it. */
export interface SipDomain {
  sid: string;
  friendly_name: string;
  voice_url: string | null;
}

export function sipDomainRoutes(sipDomains: readonly SipDomain[]): Route[] {
  return [
    {
      method: 'GET',
      path: '/2010-04-01/Accounts/:account/SIP/Domains.json',
      answer: (request) => corePage('domains', sipDomains, request),
    },
  ];
}
