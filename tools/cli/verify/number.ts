import type { Twilio } from 'twilio';
import { type Binding, flowSidOf } from '../numbers/binding';
import { explained } from '../twilio/explain';
import type { Nullable } from '../twilio/nullable';
import type { DeployedService } from '../twilio/service';
import type { NumberFacts } from './evidence';

/** A number, and the service that has its calls. */
export interface VerifiedNumber {
  readonly facts: NumberFacts;
  /** Undefined if it is not in the account. */
  readonly service: DeployedService | undefined;
  readonly flowSid: string | undefined;
}

type ListedEnvironment = Record<'sid' | 'domainName' | 'domainSuffix', string>;

/** An environment of the account, and its suffix: empty for production. */
interface Environment extends DeployedService {
  readonly suffix: string;
}

/**
 * Finds out what is bound to a number. For a flow, only the status callback and the fallback URL say which
 * service it uses.
 *
 * @param wanted - the environment that the number should lead to; null: any
 */
export async function readNumber(
  client: Twilio,
  binding: Binding,
  wanted: string | null,
): Promise<VerifiedNumber> {
  const { voiceUrl, voiceFallbackUrl, statusCallback } = binding;
  const environments = await listEnvironments(client);
  const at = (url: string) => environments.find(({ domainName }) => domainName === hostOf(url));
  const flowSid = flowSidOf(voiceUrl);
  const service = flowSid ? (at(statusCallback) ?? at(voiceFallbackUrl)) : at(voiceUrl);
  const isTaken = Boolean(binding.voiceApplicationSid || binding.trunkSid);
  const boundTo = isTaken ? 'elsewhere' : flowSid ? 'flow' : service ? 'service' : 'elsewhere';
  return {
    facts: {
      boundTo: voiceUrl === '' && !isTaken ? 'nothing' : boundTo,
      environment: service?.suffix ?? null,
      wanted,
      fallback: fallbackOf(voiceFallbackUrl, service, at(voiceFallbackUrl)),
    },
    service,
    flowSid,
  };
}

function fallbackOf(
  url: string,
  service: Environment | undefined,
  fallback: Environment | undefined,
): NumberFacts['fallback'] {
  if (url === '') return 'none';
  if (fallback === undefined) return 'outside';
  return fallback.environmentSid === service?.environmentSid ? 'same' : 'other-environment';
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');

async function listEnvironments(client: Twilio): Promise<Environment[]> {
  const { services } = client.serverless.v1;
  const all: Nullable<{ sid: string }>[] = await explained('list the services', () =>
    services.list(),
  );
  const found = all.map(async ({ sid: serviceSid }) => {
    if (!serviceSid) return [];
    const environments: Nullable<ListedEnvironment>[] = await explained(
      'list the environments',
      () => services(serviceSid).environments.list(),
    );
    return environments.flatMap(({ sid, domainName, domainSuffix }) =>
      sid && domainName
        ? [{ serviceSid, environmentSid: sid, domainName, suffix: domainSuffix ?? '' }]
        : [],
    );
  });
  return (await Promise.all(found)).flat();
}
