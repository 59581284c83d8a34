import * as v from 'valibot';
import { sendRequest } from '../http/client';
import { asappApi } from './api';
import type { AsappConfig } from './config';

const time = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);

const message = v.object({
  text: v.string(),
  sender: v.object({ role: v.string(), externalId: v.nullish(v.string()) }),
  createdTimestamp: time,
});
const answer = v.object({ items: v.array(message) });

/** One utterance of a conversation. */
export interface Utterance {
  /** ISO 8601, as ASAPP gives it. */
  readonly at: string;
  /** `customer`, `agent`, `system`, or something new. */
  readonly role: string;
  /** The customer id or agent id that the transcription was started with. */
  readonly externalId: string | undefined;
  readonly text: string;
}

/**
 * The finished conversation of a call, in time order, all its agents together:
 * `GET /conversation/v1/conversation/messages`. ASAPP keeps it for 7 days and gives at most 1000
 * messages.
 *
 * @throws RequestError - a `StatusError` with status 404 if ASAPP knows no such conversation
 */
export async function readConversation(
  config: AsappConfig,
  callSid: string,
  deadline: AbortSignal,
): Promise<Utterance[]> {
  const { items } = await sendRequest(asappApi(config), {
    method: 'GET',
    path: '/conversation/v1/conversation/messages',
    query: { externalId: callSid },
    schema: answer,
    deadline,
  });
  return items
    .map(({ text, sender, createdTimestamp }) => ({
      at: createdTimestamp,
      role: sender.role,
      externalId: sender.externalId ?? undefined,
      text,
    }))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}
