import type { LocalAsapp } from '../../simulator/asapp/asapp';
import type { LocalCloud } from '../../simulator/cloud/start';
import type { Account } from '../../simulator/rest/account';
import { createEdge } from '../../simulator/twilio/edge';
import { createNetwork } from '../../simulator/twilio/network';
import { type CallReport, placeCall } from '../../simulator/twilio/place-call';
import { newSid } from '../../simulator/twilio/sid';
import type { Problem } from './problem';

/** Places whole calls to what was deployed: one that the agent cannot take, one that it hands over. */
export async function rehearseCalls(
  cloud: LocalCloud,
  asapp: LocalAsapp,
  account: Account,
): Promise<Problem[]> {
  const { origin, domainName, publicPaths } = cloud;
  const { sid: accountSid, authToken } = account;
  const edge = createEdge({ origin, domainName, publicPaths, authToken });
  const network = createNetwork({ edge, authToken, accountSid, ca: asapp.ca, pace: 0 });
  const fallbackUrl = `${edge.publicOrigin}/fallback`;

  // First, while no streaming URL is kept yet. A refusal is neither tried again nor does it open the
  // circuit breaker, so that the next call finds ASAPP as usual.
  asapp.fault('streaming-url', 403, 1);
  const withoutAgent = await placeCall(network, { fallbackUrl });
  const callSid = newSid('CA');
  asapp.script(callSid, { outcome: 'agent' });
  const handedOver = await placeCall(network, { callSid, fallbackUrl });
  return [
    ...judge('A call that the agent cannot take', withoutAgent, cloud),
    ...judge('A call that the agent hands to a person', handedOver, cloud),
    ...checkAgentWasMet(handedOver),
  ];
}

function judge(what: string, { end, complaints }: CallReport, { log }: LocalCloud): Problem[] {
  if (end === 'with-person') return [];
  const reasons = [
    ...complaints.map(({ code, message }) => `${code} ${message}`),
    ...log.slice(-5),
  ];
  return [
    {
      text: `${what} ends with “${end}”:\n${reasons.map((reason) => `    ${reason}`).join('\n')}`,
      mend: 'Mend what the functions say; `npm run call` shows the same call step by step.',
    },
  ];
}

/** The fallback brings a call to a person as well: that would hide an agent out of reach. */
function checkAgentWasMet({ events }: CallReport): Problem[] {
  if (events.some(({ to, from }) => to === 'asapp' || from === 'asapp')) return [];
  return [
    {
      text: 'The call came to a person without having met the agent.',
      mend: 'See with `npm run call` why /engage does not connect it.',
    },
  ];
}
