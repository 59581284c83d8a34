/** ASAPP in a process of its own, so that its work is not measured as the service's. */
import { type LocalAsapp, startAsapp } from '../../simulator/asapp/asapp';
import { serve } from './child';

/** How ASAPP is: after so many milliseconds it answers well, never, or with a status. */
export type Weather =
  | { readonly latencyMs: number }
  | { readonly down: 'hangs' }
  | { readonly status: number };

export type AsappRequest = { readonly weather: Weather } | { readonly read: 'counts' };

export interface AsappAnswer {
  /** The variables that make the service use this ASAPP. */
  readonly env: Record<string, string>;
  /** Requests so far. */
  readonly streamingUrls: number;
  readonly callTransfers: number;
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
  started ??= startAsapp();
  const asapp = await started;
  if ('weather' in request) change(asapp, request.weather);
  const count = (name: string) => asapp.requests.filter(({ endpoint }) => endpoint === name).length;
  return {
    env: asapp.env,
    streamingUrls: count('streaming-url'),
    callTransfers: count('call-transfer'),
  };
});

function change(asapp: LocalAsapp, weather: Weather): void {
  asapp.clearFaults();
  if ('down' in weather || 'status' in weather) {
    const fault = 'down' in weather ? 'hang' : weather.status;
    asapp.fault('streaming-url', fault);
    asapp.fault('call-transfer', fault);
  } else {
    const { latencyMs } = weather;
    if (latencyMs > 0) asapp.fault('streaming-url', { latencyMs });
    asapp.fault('call-transfer', latencyMs > 0 ? late(latencyMs) : { json: RECORD });
  }
}

const late = (latencyMs: number) => ({ latencyMs, then: { json: RECORD } });
