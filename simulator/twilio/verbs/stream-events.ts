import { callBack, webhookOf } from '../call/action';
import type { Turn } from '../call/turn';

export type StreamEvent = 'stream-started' | 'stream-stopped' | 'stream-error';

/** Tells the stream's `statusCallback`, if it has one, what happens to it. */
export function streamEvents(
  turn: Turn,
  streamSid: string,
): (event: StreamEvent, streamError?: string) => void {
  const { element, leg } = turn;
  const { statusCallback, statusCallbackMethod, name } = element.attributes;
  return (event, streamError) => {
    if (!statusCallback) return;
    const webhook = webhookOf(turn, statusCallback, statusCallbackMethod);
    callBack(turn, {
      ...webhook,
      parameters: {
        AccountSid: leg.network.accountSid,
        CallSid: leg.callSid,
        StreamSid: streamSid,
        StreamName: name ?? streamSid,
        StreamEvent: event,
        ...(streamError !== undefined && { StreamError: streamError }),
        Timestamp: new Date().toISOString(),
      },
    });
  };
}
