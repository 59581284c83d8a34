import type { Connector } from '../agent';

/** Any media-stream server: nobody has to be asked. It gets the parameters in the start message. */
export function mediaStreamConnector(url: string): Connector {
  return async ({ parameters }) => ({ url, parameters: parameters.values, leftOut: [] });
}
