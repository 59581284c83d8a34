import type { ClerkConfig } from '../../clerk/config';
import { clerkConnectUrl } from '../../clerk/connect-url';
import type { Connector } from '../agent';

/** Clerk: each call gets a stream of its own, so nothing is kept. */
export function clerkConnector(config: ClerkConfig): Connector {
  return async ({ call, parameters }, deadline) => {
    const direction = call.direction?.startsWith('outbound') ? 'outbound' : 'inbound';
    const url = await clerkConnectUrl(config, direction, deadline);
    return { url, parameters: parameters.values, leftOut: [] };
  };
}
