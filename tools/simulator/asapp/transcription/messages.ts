import type { Endpoint } from '../../http/server';
import { asappError } from '../errors';
import type { TranscribedCalls } from './calls';

const words = {
  customer: ['Hello, I have a question about my bill.', 'The one of last month.'],
  agent: ['Of course. Which one is it?', 'I see. It is paid.'],
};

/** A message every two seconds, from here on. */
const began = Date.UTC(2025, 0, 10, 12, 0, 0);

/**
 * `GET /conversation/v1/conversation/messages?externalId=…`: what customer and agent said in each part
 * of the call, not in time order, since no document promises that.
 */
export function messagesEndpoint(calls: TranscribedCalls): Endpoint<'messages'> {
  return {
    name: 'messages',
    method: 'GET',
    path: /^\/conversation\/v1\/conversation\/messages$/,
    answer({ url }) {
      const callSid = url.searchParams.get('externalId') ?? '';
      const parts = calls.parts(callSid);
      if (parts.length === 0) return { status: 404, json: asappError(404) };
      const items = parts.flatMap(({ customerId, agentId }, part) =>
        [0, 1].flatMap((turn) => [
          message('customer', customerId, words.customer[turn], part * 8 + turn * 4),
          message('agent', agentId, words.agent[turn], part * 8 + turn * 4 + 2),
        ]),
      );
      return { status: 200, json: { items: items.toReversed() } };
    },
  };
}

function message(role: string, externalId: string, text = '', seconds = 0) {
  const time = new Date(began + seconds * 1000).toISOString();
  return {
    text,
    sender: { role, externalId },
    messageId: `message-${seconds}`,
    createdTimestamp: time,
    clientTimestamp: time,
  };
}
