/** ASAPP in its own process, so that its work is not measured as the service's. */
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
 * How ASAPP behaves: it answers after so many ms that the caller wants a human, it never answers, or it
 * answers as each call's script says.
 */
export type Condition = { readonly latencyMs: number } | 'hangs' | 'scripted';

export type AsappRequest =
  | { readonly condition: Condition }
  /** What the agent does in one call, and the faults that happen from now on, by name. */
  | {
      readonly callSid: string;
      readonly agent: Partial<AgentScript>;
      readonly faults: readonly string[];
    }
  | { readonly read: 'counts' };

export interface AsappAnswer {
  /** The variables that point the service at this ASAPP. */
  readonly env: Record<string, string>;
  /** Requests so far. */
  readonly streamingUrls: number;
  readonly callTransfers: number;
  /** PEM certificate of its media socket. */
  readonly ca: string;
  /** Connections to it that are open. */
  readonly sockets: number;
}

/** The record of a conversation in which the caller asked for a human. */
const RECORD = {
  id: 'id',
  externalConversationId: 'id',
  type: 'SIP',
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
  if ('condition' in request) setCondition(asapp, request.condition);
  if ('callSid' in request) {
    asapp.script(request.callSid, request.agent);
    for (const name of request.faults) injectFault(asapp, name);
  }
  // Thousands of calls are announced here, and nobody reads the counts of those answers.
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

function setCondition(asapp: LocalAsapp, condition: Condition): void {
  asapp.clearFaults();
  if (condition === 'scripted') return;
  if (condition === 'hangs') {
    asapp.fault('streaming-url', 'hang');
    asapp.fault('call-transfer', 'hang');
    return;
  }
  const { latencyMs } = condition;
  const record: HttpFault = { json: RECORD };
  if (latencyMs > 0) asapp.fault('streaming-url', { latencyMs });
  asapp.fault('call-transfer', latencyMs > 0 ? { latencyMs, fault: record } : record);
}

function injectFault(asapp: LocalAsapp, name: string): void {
  const setup = makeSetup('direct', createRandom(name));
  FAULTS.get(name)?.apply(setup);
  for (const breakAsapp of setup.asapp) breakAsapp(asapp);
}
