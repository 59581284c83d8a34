import { randomInt } from 'node:crypto';
import { newSid } from '../../twilio/sid';
import type { Account } from '../account';

export type Visibility = 'public' | 'protected' | 'private';

/** One uploaded state of a function or an asset. */
export interface Version {
  readonly sid: string;
  readonly resourceSid: string;
  readonly kind: 'function' | 'asset';
  readonly path: string;
  readonly visibility: Visibility;
  readonly content: string;
}

/** A function or an asset: a name, to which versions are uploaded. */
export interface Resource {
  readonly sid: string;
  readonly friendly_name: string;
}

export interface Dependency {
  readonly name: string;
  readonly version: string;
}

export interface Build {
  readonly sid: string;
  readonly runtime: string;
  readonly dependencies: readonly Dependency[];
  /** ISO 8601. */
  readonly date_created: string;
  readonly versions: readonly Version[];
}

/** A line of a function's log, as Twilio prints it. */
export interface LogEntry {
  readonly sid: string;
  readonly function_sid: string;
  readonly request_sid: string;
  readonly level: 'info' | 'warning' | 'error';
  readonly message: string;
  /** ISO 8601. */
  readonly date_created: string;
}

export interface Variable {
  readonly sid: string;
  readonly key: string;
  value: string;
  readonly date_created: string;
  /** When the value was last written, ISO 8601. */
  date_updated: string;
}

/** One build that was put into service. */
export interface Deployment {
  readonly sid: string;
  readonly build_sid: string;
  readonly date_created: string;
  readonly date_updated: string;
}

export interface ServerlessEnvironment {
  readonly sid: string;
  readonly unique_name: string;
  readonly domain_suffix: string | null;
  readonly domain_name: string;
  build_sid: string | null;
  readonly variables: Variable[];
  /** The newest first. */
  readonly deployments: Deployment[];
  /** The newest first. */
  readonly logs: LogEntry[];
}

/** A Functions service with everything in it. */
export interface ServerlessService {
  readonly sid: string;
  readonly account_sid: string;
  readonly unique_name: string;
  readonly domain_base: string;
  /** `.twil.io`, or that of another region. */
  readonly domain_ending: string;
  readonly include_credentials: boolean;
  readonly functions: Resource[];
  readonly assets: Resource[];
  readonly versions: Version[];
  readonly builds: Build[];
  readonly environments: ServerlessEnvironment[];
}

export function newService(account: Account, uniqueName: string): ServerlessService {
  return {
    sid: newSid('ZS'),
    account_sid: account.sid,
    unique_name: uniqueName,
    domain_base: `${uniqueName}-${randomInt(1000, 10_000)}`,
    domain_ending: account.region === 'us1' ? '.twil.io' : '.dublin.ie1.twil.io',
    include_credentials: true,
    functions: [],
    assets: [],
    versions: [],
    builds: [],
    environments: [],
  };
}

/** An environment of a service; without a suffix it is production, and has the shortest name. */
export function newEnvironment(
  service: Pick<ServerlessService, 'domain_base' | 'domain_ending'>,
  uniqueName: string,
  suffix: string | null,
): ServerlessEnvironment {
  return {
    sid: newSid('ZE'),
    unique_name: uniqueName,
    domain_suffix: suffix,
    domain_name: `${service.domain_base}${suffix ? `-${suffix}` : ''}${service.domain_ending}`,
    build_sid: null,
    variables: [],
    deployments: [],
    logs: [],
  };
}

/** What runs in an environment: its build, if one has been deployed. */
export function activeBuild(
  service: ServerlessService,
  environment: ServerlessEnvironment,
): Build | undefined {
  return service.builds.find(({ sid }) => sid === environment.build_sid);
}
