import type { LocalAsapp } from '../asapp/asapp';
import type { HttpFault } from '../http/faults';
import type { AsappFaults, endpointFaults } from './asapp-faults';

/** Replaces all faults of the local ASAPP by these. */
export function setFaults(asapp: LocalAsapp, faults: AsappFaults): void {
  const { streamingUrl, callTransfer, summary, socket, latencyMs = 0, dropAfterMs } = faults;
  asapp.clearFaults();
  if (streamingUrl === 'ws-url' || streamingUrl === 'url-with-query') {
    asapp.fault('streaming-url', streamingUrl);
  } else {
    const fault = late(latencyMs, streamingUrl);
    if (fault !== undefined) asapp.fault('streaming-url', fault);
  }
  for (const [endpoint, name] of [
    ['call-transfer', callTransfer],
    ['summary', summary],
  ] as const) {
    const fault = late(latencyMs, name);
    if (fault !== undefined) asapp.fault(endpoint, fault);
  }
  if (socket !== undefined) asapp.fault('media', socket === 'refused' ? 503 : socket);
  else if (dropAfterMs !== undefined) asapp.fault('media', { dropAfterMs });
}

function late(
  latencyMs: number,
  name: (typeof endpointFaults)[number] | undefined,
): HttpFault | undefined {
  const fault = name === undefined ? undefined : faultOf(name);
  if (latencyMs === 0) return fault;
  return fault === undefined ? { latencyMs } : { latencyMs, fault };
}

function faultOf(name: (typeof endpointFaults)[number]): HttpFault {
  if (name === 'redirect') return { redirect: 'https://elsewhere.invalid/' };
  switch (name) {
    case 'hang':
    case 'drip':
    case 'reset':
    case 'html':
    case 'empty-object':
    case 'huge':
      return name;
    default:
      return Number(name);
  }
}
