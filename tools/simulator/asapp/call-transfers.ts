import type { JsonAnswer } from '../http/answer';
import type { Endpoint } from '../http/server';
import { asappError } from './errors';
import { keepNewest } from './newest';
import type { AgentOutcome, AgentScript } from './script';

interface CallTransfer {
  id: string;
  externalConversationId: string;
  script: AgentScript;
  inputContext: { taskName?: string; inputVariables: Record<string, string> };
  createdAt: Date;
  completedAt?: Date;
  /** Absent while the agent talks, and for good if the socket was dropped. */
  result?: AgentOutcome;
  reads: number;
}

const transferTypes: Partial<Record<AgentOutcome, string>> = { agent: 'AGENT', system: 'SYSTEM' };

/** ASAPP's records of what the agent decided; asapp.md 3.1 lists their fields. */
export class CallTransfers {
  readonly #transfers = new Map<string, CallTransfer>();
  readonly #conversations = new Map<string, AgentScript>();
  readonly #now: () => number;

  /** @param now - milliseconds since the epoch */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Opens the record of an engagement; returns false if the id was used before. */
  open(parameters: Record<string, string>, callSid: string, script: AgentScript): boolean {
    const { asapp_callTransferId, asapp_externalConversationId, customerId, taskName, ...rest } =
      parameters;
    const id = asapp_callTransferId ?? callSid;
    if (this.#transfers.has(id)) return false;
    this.#transfers.set(id, {
      id,
      externalConversationId: asapp_externalConversationId ?? id,
      script,
      inputContext: { ...(taskName === undefined ? {} : { taskName }), inputVariables: rest },
      createdAt: new Date(),
      reads: 0,
    });
    keepNewest(this.#transfers);
    this.#conversations.set(asapp_externalConversationId ?? id, script);
    keepNewest(this.#conversations);
    return true;
  }

  /** The conversation is over; `drop` leaves the record as it is. */
  close(id: string, result: AgentOutcome): void {
    const transfer = this.#transfers.get(id);
    if (transfer === undefined || result === 'drop') return;
    transfer.result = result;
    transfer.completedAt = new Date(this.#now());
  }

  /** What the agent did in the last engagement of a conversation. */
  scriptOf(conversationId: string): AgentScript | undefined {
    return this.#conversations.get(conversationId);
  }

  /** The record as ASAPP's API returns it; 404 if there is none. */
  read(id: string): JsonAnswer {
    const transfer = this.#transfers.get(id);
    if (transfer === undefined) return { status: 404, json: asappError(404) };
    transfer.reads += 1;
    const { script, result, completedAt } = transfer;
    const age = this.#now() - (completedAt?.getTime() ?? 0);
    const settled =
      result !== undefined && transfer.reads > script.readsUntilSettled && age >= script.settlesMs;
    if (settled && result === 'hang-up' && script.callerLeft === '404') {
      return { status: 404, json: asappError(404) };
    }
    return { status: 200, json: { ...record(transfer, settled), ...(settled && script.record) } };
  }
}

function record(transfer: CallTransfer, settled: boolean): Record<string, unknown> {
  const { id, externalConversationId, inputContext, createdAt } = transfer;
  return {
    id,
    externalConversationId,
    // The specification has no value for media streams: with PHONE_NUMBER there would be a number.
    type: 'SIP',
    status: settled ? 'COMPLETED' : 'ONGOING',
    createdAt: createdAt.toISOString(),
    callReceivedAt: createdAt.toISOString(),
    inputContext,
    ...(settled && { completedAt: settledAt(transfer), ...outputContext(transfer) }),
  };
}

function settledAt({ completedAt, script }: CallTransfer): string | undefined {
  return completedAt && new Date(completedAt.getTime() + script.settlesMs).toISOString();
}

function outputContext({ script, result }: CallTransfer): Record<string, unknown> {
  const { currentTaskName, referenceVariables, transferVariables } = script;
  if (result === 'hang-up') {
    const transferType = script.callerLeft;
    return transferType === 'CALLER_DISCONNECT' ? { outputContext: { transferType } } : {};
  }
  const transferType = result && transferTypes[result];
  return {
    outputContext: {
      ...(transferType && { transferType }),
      ...(currentTaskName !== null && { currentTaskName }),
      referenceVariables: texts(referenceVariables),
      ...(transferType && { transferVariables: texts(transferVariables) }),
    },
  };
}

/** By its specification, ASAPP's records have texts only. `AgentScript.record` can have other values. */
function texts(variables: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

/** `GET /generativeagent/v1/call-transfers/{id}` */
export function callTransferEndpoint(transfers: CallTransfers): Endpoint<'call-transfer'> {
  return {
    name: 'call-transfer',
    method: 'GET',
    path: /^\/generativeagent\/v1\/call-transfers\/([^/]+)$/,
    answer: ({ matched: [id = ''] }) => transfers.read(id),
  };
}
