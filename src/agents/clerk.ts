import type { ClerkConfig } from '../clerk/config';
import { clerkConnectUrl } from '../clerk/connect-url';
import { NotConfiguredError } from '../http/errors';
import { type VoiceAgent, withoutRecord } from './voice-agent';

/** Clerk: each call gets a stream of its own, so no URL is kept. Only connecting needs its key. */
export function clerk(config: ClerkConfig | undefined): VoiceAgent {
  return {
    async connect({ call, parameters }, deadline) {
      if (!config) throw new NotConfiguredError('Clerk');
      const direction = call.direction?.startsWith('outbound') ? 'outbound' : 'inbound';
      const url = await clerkConnectUrl(config, direction, deadline);
      return { url, parameters: parameters.values, leftOut: [] };
    },
    ...withoutRecord,
  };
}
