/** ASAPP in a process of its own, so that its work is not measured as the service's. */
import {
  type AgentScript,
  type HttpFault,
  type LocalAsapp,
  startLocalAsapp,
} from '../../simulator';
import { FAULTS } from '../chaos/faults';
import { createRandom } from '../chaos/random';
import { makeSetup } from '../chaos/setup';
import { serve } from './child';

/**
 * How ASAPP is: after so many milliseconds it says that a human is wanted, or it never answers, or its
 * answers depend on the calls.
 */
export type Weather = { readonly latencyMs: number } | { readonly down: 'hangs' } | 'real';

export type AsappRequest =
  | { readonly weather: Weather }
  /** What the agent does in one call, and the names of faults that happen from now on. */
  | {
      readonly callSid: string;
      readonly agent: Partial<AgentScript>;
      readonly faults: readonly string[];
    }
  | { readonly read: 'counts' };

export interface AsappAnswer {
  /** The variables that make the service use this ASAPP. */
  readonly env: Record<string, string>;
  /** Requests so far. */
  readonly streamingUrls: number;
  readonly callTransfers: number;
  /** PEM certificate of its media socket. */
  readonly ca: string;
  /** Connections to it that are open. */
  readonly sockets: number;
}

/** What ASAPP says of a conversation that ends with a wish for a human. */
const RECORD = {
  id: 'id',
  externalConversationId: 'id',
  type: 'TWILIO_MEDIA_STREAM',
  status: 'COMPLETED',
  createdAt: '2025-01-01T00:00:00Z',
  outputContext: {
    transferType: 'AGENT',
    currentTaskName: 'AccountInquiry',
    referenceVariables: { account_balance: '1250.00', customerName: 'John Smith' },
    transferVariables: { next_action: 'schedule_callback', priority: 'high' },
  },
};

let started: Promise<LocalAsapp> | undefined;

serve<AsappRequest, AsappAnswer>(async (request) => {
  started ??= startLocalAsapp({ script: { voice: 'brief' } });
  const asapp = await started;
  if ('weather' in request) change(asapp, request.weather);
  if ('callSid' in request) {
    asapp.script(request.callSid, request.agent);
    for (const name of request.faults) breakByName(asapp, name);
  }
  // Nobody asks for the counts where a call is announced, and there are thousands of those.
  const counted = 'callSid' in request ? [] : asapp.requests;
  const count = (name: string) => counted.filter(({ endpoint }) => endpoint === name).length;
  return {
    env: asapp.env,
    streamingUrls: count('streaming-url'),
    callTransfers: count('call-transfer'),
    ca: asapp.ca,
    sockets: process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length,
  };
});

function change(asapp: LocalAsapp, weather: Weather): void {
  asapp.clearFaults();
  if (weather === 'real') return;
  if ('down' in weather) {
    asapp.fault('streaming-url', 'hang');
    asapp.fault('call-transfer', 'hang');
  } else {
    const { latencyMs } = weather;
    if (latencyMs > 0) asapp.fault('streaming-url', { latencyMs });
    asapp.fault('call-transfer', latencyMs > 0 ? late(latencyMs) : { json: RECORD });
  }
}

const late = (latencyMs: number): HttpFault => ({ latencyMs, fault: { json: RECORD } });

function breakByName(asapp: LocalAsapp, name: string): void {
  const setup = makeSetup('direct', createRandom(name));
  FAULTS.get(name)?.apply(setup);
  for (const breakAsapp of setup.asapp) breakAsapp(asapp);
}
