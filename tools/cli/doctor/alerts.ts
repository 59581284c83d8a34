import type { Twilio } from 'twilio';
import { CommandFailure } from '../command/failure';
import { explained } from '../twilio/explain';
import type { Nullable } from '../twilio/nullable';
import { type DeployedService, findService } from '../twilio/service';
import type { Settings } from '../twilio/settings';
import { type Finding, ok, unlessRefused, warning } from './check';

type Alert = Nullable<Awaited<ReturnType<Twilio['monitor']['v1']['alerts']['list']>>[number]>;

const DAY_MILLISECONDS = 86_400_000;

/** The agent has closed its stream: every conversation ends this way, which Twilio takes for an error. */
const NOISE = '31921';

/** Which errors of the service the Debugger has of the last day: their numbers, but no text or URL of theirs. */
export async function checkAlerts(client: Twilio, settings: Settings): Promise<Finding[]> {
  return unlessRefused('errors in the Debugger', async () => {
    const service = await deployed(client, settings);
    if (!service) return [];
    const all: Alert[] = await explained('list the alerts', () =>
      client.monitor.v1.alerts.list({
        logLevel: 'error',
        startDate: new Date(Date.now() - DAY_MILLISECONDS),
        limit: 1_000,
        pageSize: 1_000,
      }),
    );
    const alerts = all.filter(({ errorCode }) => errorCode && errorCode !== NOISE);
    const counts = new Map<string, number>();
    for (const { errorCode } of concerning(alerts, service)) {
      counts.set(errorCode ?? '', (counts.get(errorCode ?? '') ?? 0) + 1);
    }
    if (counts.size === 0) {
      return [ok(`no errors of ${service.domainName} in the Debugger since yesterday`)];
    }
    return [...counts].map(([code, count]) =>
      warning(
        `The Debugger has error ${code} of ${service.domainName} since yesterday: ${count === 1 ? 'once' : `${count} times`}.`,
        'Look it up in docs/operations.md, “Twilio’s error numbers”; `npm run logs` shows the calls.',
      ),
    );
  });
}

async function deployed(
  client: Twilio,
  { serviceName, environment }: Settings,
): Promise<DeployedService | undefined> {
  try {
    return await findService(client, serviceName, environment);
  } catch (error) {
    if (error instanceof CommandFailure && error.code === 'not-deployed') return undefined;
    throw error;
  }
}

/** Alerts of the service and its URLs, and all others of the calls that these are about. */
function concerning(
  alerts: readonly Alert[],
  { serviceSid, environmentSid, domainName }: DeployedService,
): Alert[] {
  const isDirect = ({ resourceSid, serviceSid: sid, requestUrl = '' }: Alert) =>
    [serviceSid, environmentSid].includes(resourceSid ?? '') ||
    sid === serviceSid ||
    hostOf(requestUrl ?? '') === domainName;
  const calls = new Set(
    alerts.flatMap((one) => (isDirect(one) && one.resourceSid ? [one.resourceSid] : [])),
  );
  return alerts.filter((one) => isDirect(one) || calls.has(one.resourceSid ?? ''));
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).hostname : undefined);
