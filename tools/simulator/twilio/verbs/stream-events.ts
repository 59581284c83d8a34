import { callBack, webhookOf } from '../call/action';
import type { Turn } from '../call/turn';

export type StreamEvent = 'stream-started' | 'stream-stopped' | 'stream-error';

/** What a stream needs of its turn; one that REST starts has no more. */
export type StreamTurn = Pick<Turn, 'element' | 'document' | 'leg' | 'fates'>;

/**
 * Tells the stream's `statusCallback`, if it has one, what happens to it: one event after the other,
 * as it is as a rule.
 */
export function streamEvents(
  turn: StreamTurn,
  streamSid: string,
): (event: StreamEvent, streamError?: string) => void {
  const { element, leg } = turn;
  const { statusCallback, statusCallbackMethod, name } = element.attributes;
  let last: Promise<unknown> = Promise.resolve();
  return (event, streamError) => {
    if (!statusCallback) return;
    const webhook = webhookOf(turn, statusCallback, statusCallbackMethod);
    const parameters = {
      AccountSid: leg.network.accountSid,
      CallSid: leg.callSid,
      StreamSid: streamSid,
      StreamName: name ?? streamSid,
      StreamEvent: event,
      ...(streamError !== undefined && { StreamError: streamError }),
      Timestamp: new Date().toISOString(),
    };
    last = callBack(turn, { ...webhook, parameters }, last);
  };
}
