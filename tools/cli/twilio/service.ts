import type { Twilio } from 'twilio';
import { CommandFailure } from '../command/failure';
import { explained } from './explain';
import type { Nullable } from './nullable';

type Services = Twilio['serverless']['v1']['services'];
type ServiceInstance = Awaited<ReturnType<Services['list']>>[number];
type Environments = ReturnType<Services>['environments'];
type EnvironmentInstance = Awaited<ReturnType<Environments['list']>>[number];

/** One environment of a deployed service. */
export interface DeployedService {
  readonly serviceSid: string;
  readonly environmentSid: string;
  /** For instance `voice-agent-1234-dev.twil.io`. */
  readonly domainName: string;
}

/**
 * Finds the environment that a deploy created.
 *
 * @param environment its suffix, such as `dev`; empty for production
 * @throws CommandFailure if the service or the environment has not been deployed to this account
 */
export async function findService(
  client: Twilio,
  serviceName: string,
  environment: string,
): Promise<DeployedService> {
  const { services } = client.serverless.v1;
  const list: Nullable<ServiceInstance>[] = await explained('list the services', () =>
    services.list(),
  );
  const serviceSid = list.find(({ uniqueName }) => uniqueName === serviceName)?.sid;
  const environments: Nullable<EnvironmentInstance>[] = serviceSid
    ? await explained('list the environments', () => services(serviceSid).environments.list())
    : [];
  // Production has no suffix: the API returns null or an empty string.
  const found = environments.find(({ domainSuffix }) => (domainSuffix ?? '') === environment);
  if (!serviceSid || !found?.sid || !found.domainName) {
    const wanted = environment ? `environment ${environment}` : 'production environment';
    throw new CommandFailure(
      `The ${wanted} of the service ${serviceName} is not in this account.`,
      'Deploy it with `npm run deploy`, or pass its host with --domain.',
      'not-deployed',
    );
  }
  return { serviceSid, environmentSid: found.sid, domainName: found.domainName };
}
