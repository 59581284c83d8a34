import { randomUUID } from 'node:crypto';
import type { JsonAnswer } from '../http/answer';
import type { Endpoint } from '../http/server';
import type { CallTransfers } from './call-transfers';
import { asappError } from './errors';

const refuse = (status: number): JsonAnswer => ({ status, json: asappError(status) });

/**
 * `POST /autosummary/v1/free-text-summaries`: of one conversation, by the id that its calls were given.
 * Each request makes a new summary.
 */
export function summaryEndpoint(transfers: CallTransfers): Endpoint<'summary'> {
  return {
    name: 'summary',
    method: 'POST',
    path: /^\/autosummary\/v1\/free-text-summaries$/,
    answer({ body }) {
      const id = readId(body);
      if (id === undefined) return refuse(400);
      const summaryText = transfers.scriptOf(id)?.summary ?? null;
      if (summaryText === null) return refuse(404);
      const [conversationId, summaryId] = [randomUUID(), randomUUID()];
      return { status: 200, json: { conversationId, summaryId, summaryText } };
    },
  };
}

/** The one id of the body: ASAPP refuses requests with none or several. */
function readId(body: string): string | undefined {
  try {
    const { externalConversationId, conversationId, issueId } = JSON.parse(body);
    const ids = [externalConversationId, conversationId, issueId].filter(Boolean);
    return ids.length === 1 ? String(ids[0]) : undefined;
  } catch {
    return undefined;
  }
}
