import {
  type Account,
  type CallReport,
  createLocalTwilio,
  type LocalAsapp,
  type LocalCloud,
  newSid,
} from '../../simulator';
import type { Problem } from './problem';

/** Places two calls to what was deployed: one that the agent cannot take, one that it transfers. */
export async function rehearseCalls(
  cloud: LocalCloud,
  asapp: LocalAsapp,
  account: Account,
): Promise<Problem[]> {
  const { sid: accountSid, authToken } = account;
  const twilio = createLocalTwilio(cloud, { authToken, accountSid, ca: asapp.ca, pace: 0 });
  const fallbackUrl = `${twilio.origin}/fallback`;

  // This one first, while no streaming URL is cached. A refusal is not retried and does not open the
  // circuit breaker, so the next call reaches ASAPP as usual.
  asapp.fault('streaming-url', 403, 1);
  const withoutAgent = await twilio.call({ fallbackUrl });
  const callSid = newSid('CA');
  asapp.script(callSid, { outcome: 'agent' });
  const transferred = await twilio.call({ callSid, fallbackUrl });
  return [
    ...judge('A call that the agent cannot take', withoutAgent, cloud),
    ...judge('A call that the agent transfers to a person', transferred, cloud),
    ...checkAgentWasReached(transferred),
  ];
}

function judge(what: string, { end, alerts }: CallReport, { log }: LocalCloud): Problem[] {
  if (end === 'with-person') return [];
  const reasons = [...alerts.map(({ code, message }) => `${code} ${message}`), ...log.slice(-5)];
  return [
    {
      text: `${what} ends with “${end}”:\n${reasons.map((reason) => `    ${reason}`).join('\n')}`,
      fix: 'Fix what the functions log; `npm run call` shows the same call step by step.',
    },
  ];
}

/** The fallback sends a call to a person as well, which would hide that the agent was not reached. */
function checkAgentWasReached({ events }: CallReport): Problem[] {
  if (events.some(({ to, from }) => to === 'asapp' || from === 'asapp')) return [];
  return [
    {
      text: 'The call went to a person without reaching the agent.',
      fix: 'Run `npm run call` to see why /engage does not connect it.',
    },
  ];
}
