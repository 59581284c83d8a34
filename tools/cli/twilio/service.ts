import type { Twilio } from 'twilio';
import { CommandFailure } from '../command/failure';
import { explained } from './explain';

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
  const service = (await explained('list the services', () => services.list())).find(
    ({ uniqueName }) => uniqueName === serviceName,
  );
  const environments = service
    ? await explained('list the environments', () => services(service.sid).environments.list())
    : [];
  // Production has no suffix: the API returns null or an empty string.
  const found = environments.find(({ domainSuffix }) => (domainSuffix ?? '') === environment);
  if (!service || !found) {
    const wanted = environment ? `environment ${environment}` : 'production environment';
    throw new CommandFailure(
      `The ${wanted} of the service ${serviceName} is not in this account.`,
      'Deploy it with `npm run deploy`, or pass its host with --domain.',
      'not-deployed',
    );
  }
  return {
    serviceSid: service.sid,
    environmentSid: found.sid,
    domainName: found.domainName,
  };
}
