import { callBack, webhookOf } from '../call/action';
import type { VerbContext } from '../call/context';

export type StreamEvent = 'stream-started' | 'stream-stopped' | 'stream-error';

/** What a stream needs of its turn; one that REST starts has no more. */
export type StreamContext = Pick<VerbContext, 'element' | 'document' | 'leg' | 'fates'>;

/**
 * Tells the stream's `statusCallback`, if it has one, what happens to it: one event after the other,
 * as it is as a rule.
 */
export function streamEvents(
  context: StreamContext,
  streamSid: string,
): (event: StreamEvent, streamError?: string) => void {
  const { element, leg } = context;
  const { statusCallback, statusCallbackMethod, name } = element.attributes;
  let last: Promise<unknown> = Promise.resolve();
  return (event, streamError) => {
    if (!statusCallback) return;
    const webhook = webhookOf(context, statusCallback, statusCallbackMethod);
    const parameters = {
      AccountSid: leg.network.accountSid,
      CallSid: leg.callSid,
      StreamSid: streamSid,
      StreamName: name ?? streamSid,
      StreamEvent: event,
      ...(streamError !== undefined && { StreamError: streamError }),
      Timestamp: new Date().toISOString(),
    };
    last = callBack(context, { ...webhook, parameters }, last);
  };
}
