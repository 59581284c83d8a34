import * as v from 'valibot';
import { hostUrl } from '../runtime/host-url';
import { credential, type Environment, type Parsed, readVariables } from '../runtime/variables';

export const SIGNALWIRE_VARIABLES = {
  SIGNALWIRE_API_HOST: hostUrl,
  SIGNALWIRE_PROJECT_ID: v.pipe(credential, v.regex(/^[^:]+$/, 'must not contain a colon')),
  SIGNALWIRE_API_TOKEN: credential,
};

export const SIGNING_VARIABLES = { SIGNALWIRE_SIGNING_KEY: credential };

/** How to reach a SignalWire space. If it exists, it is complete and well-formed. */
export interface SignalWireConfig {
  /** For instance `https://example.signalwire.com`. */
  readonly origin: string;
  readonly projectId: string;
  readonly apiToken: string;
}

export function readSignalWireConfig(
  environment: Environment,
): Parsed<SignalWireConfig | undefined> {
  const { value: values, problems } = readVariables(environment, SIGNALWIRE_VARIABLES);
  const {
    SIGNALWIRE_API_HOST: origin,
    SIGNALWIRE_PROJECT_ID: projectId,
    SIGNALWIRE_API_TOKEN: apiToken,
  } = values;
  if (!origin || !projectId || !apiToken) return { value: undefined, problems };
  return { value: { origin, projectId, apiToken }, problems };
}

/** The key with which SignalWire signs its events; it is not the API token. */
export function readSigningKey(environment: Environment): Parsed<string | undefined> {
  const { value: values, problems } = readVariables(environment, SIGNING_VARIABLES);
  return { value: values.SIGNALWIRE_SIGNING_KEY, problems };
}
