import { notFound, Refusal } from '../refusal';
import type { RestRequest } from '../request';
import { ok, type RestAnswer } from '../route';
import { activeBuild, type ServerlessService } from './service';

/** Whether a host is one of those that deployed services get. */
export const isDeployedHost = (host: string): boolean => host.endsWith('.twil.io');

/**
 * What a deployed service answers to somebody who does not sign: only as much as shows whether it is
 * there and whether it is protected. Its functions do not run here.
 */
export function askDeployed(
  services: readonly ServerlessService[],
  { host, path }: RestRequest,
): RestAnswer {
  for (const service of services) {
    const environment = service.environments.find(({ domain_name }) => domain_name === host);
    const build = environment && activeBuild(service, environment);
    const version = build?.versions.find((one) => one.path === path);
    if (version?.visibility === 'public') return ok({});
    if (version?.visibility === 'protected') throw new Refusal(403, 20403, 'Forbidden');
  }
  throw notFound(path);
}
