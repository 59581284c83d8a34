import type { Twilio } from 'twilio';
import { CommandFailure } from '../command/failure';
import { explained } from '../twilio/explain';
import type { Nullable } from '../twilio/nullable';
import type { Settings } from '../twilio/settings';
import { missingCallerIds } from './caller-id';
import { type Finding, skipped } from './check';
import { appParameters } from './client-parameters';

type Entrance = Nullable<{ friendlyName: string; voiceUrl: string }>;

/** Whether the TwiML apps and SIP domains that lead to the service work with its variables. */
export async function checkEntrances(client: Twilio, settings: Settings): Promise<Finding[]> {
  const { variables } = settings;
  let apps: Entrance[];
  let domains: Entrance[];
  try {
    apps = await explained('list the TwiML apps', () => client.applications.list());
    domains = await explained('list the SIP domains', () => client.sip.domains.list());
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    // A restricted API key may not list them, and deploying does not need them.
    return [skipped(`TwiML apps and SIP domains (${error.message})`)];
  }
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
}

/** Whether a URL is /engage of the service, whose host is its name, a number and its environment. */
function isEngageUrl(text: string, { serviceName, environment }: Settings): boolean {
  if (!URL.canParse(text)) return false;
  const { hostname, pathname } = new URL(text);
  const ending = `${environment ? `-${environment}` : ''}.twil.io`;
  const number = hostname.slice(serviceName.length, -ending.length);
  const isHost = hostname.startsWith(serviceName) && hostname.endsWith(ending);
  return isHost && /^-\d+$/.test(number) && pathname === '/engage';
}
