import { type VoiceAgent, withoutRecord } from './voice-agent';

/** Any media-stream server, by its `wss://` URL. It gets the parameters in the start message. */
export function mediaStream(url: string): VoiceAgent {
  return {
    connect: async ({ parameters }) => ({ url, parameters: parameters.values, leftOut: [] }),
    ...withoutRecord,
  };
}
