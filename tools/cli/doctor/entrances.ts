import type { Twilio } from 'twilio';
import { explained } from '../twilio/explain';
import type { Nullable } from '../twilio/nullable';
import type { Settings } from '../twilio/settings';
import { missingCallerIds } from './caller-id';
import { type Finding, unlessRefused } from './check';
import { appParameters } from './client-parameters';

type Entrance = Nullable<{ friendlyName: string; voiceUrl: string }>;

/** Whether the TwiML apps and SIP domains that lead to the service work with its variables. */
export async function checkEntrances(client: Twilio, settings: Settings): Promise<Finding[]> {
  const { variables } = settings;
  return unlessRefused('TwiML apps and SIP domains', async () => {
    const apps: Entrance[] = await explained('list the TwiML apps', () =>
      client.applications.list(),
    );
    const domains: Entrance[] = await explained('list the SIP domains', () =>
      client.sip.domains.list(),
    );
    const leadHere = (one: Entrance) => isEngageUrl(one.voiceUrl ?? '', settings);
    const from = [
      ...(apps.some(leadHere) ? ['the Voice SDK'] : []),
      ...(domains.some(leadHere) ? ['SIP'] : []),
    ].join(' or ');
    return [
      ...(from ? missingCallerIds(variables, from) : []),
      ...apps.flatMap((app) =>
        appParameters(app.friendlyName ?? '', app.voiceUrl ?? '', leadHere(app), variables),
      ),
    ];
  });
}

/** Whether a URL is /engage of the service, whose host is its name, a number and its environment. */
function isEngageUrl(text: string, { serviceName, environment }: Settings): boolean {
  if (!URL.canParse(text)) return false;
  const { hostname, pathname } = new URL(text);
  // In another region than the US: voice-agent-1234.dublin.ie1.twil.io
  const [label = '', ...domain] = hostname.split('.');
  const suffix = environment ? `-${environment}` : '';
  const number = label.slice(serviceName.length, label.length - suffix.length);
  const isHost =
    label.startsWith(serviceName) &&
    label.endsWith(suffix) &&
    /(^|\.)twil\.io$/.test(domain.join('.'));
  return isHost && /^-\d+$/.test(number) && pathname === '/engage';
}
