import * as v from 'valibot';
import { sendRequest } from '../http/client';
import { streamUrl } from '../runtime/stream-url';
import type { ClerkConfig } from './config';

const answer = v.object({ data: v.object({ connectUrl: streamUrl }) });

export type Direction = 'inbound' | 'outbound';

/**
 * Requests a stream for a call from Clerk: `POST /public/twilio-connector/connect`. Clerk documents no
 * error body (assumption 27), so an error has an HTTP status but no code.
 *
 * @returns the `wss://` URL of the call's media stream, a secret
 * @throws RequestError
 */
export async function clerkConnectUrl(
  { origin, apiKey, inboxId }: ClerkConfig,
  direction: Direction,
  deadline: AbortSignal,
): Promise<string> {
  const clerk = {
    name: 'Clerk',
    origin,
    keyId: inboxId,
    headers: { apiKey },
    readErrorBody: () => ({}),
  };
  const { data } = await sendRequest(clerk, {
    method: 'POST',
    path: '/public/twilio-connector/connect',
    body: { inboxExternalId: inboxId, direction },
    schema: answer,
    deadline,
  });
  return data.connectUrl;
}
