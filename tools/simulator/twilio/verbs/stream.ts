import { error } from '../alert';
import { callBack, webhookOf } from '../call/action';
import type { VerbContext } from '../call/context';
import type { Party, Timeline } from '../timeline';
import type { TwimlElement } from '../twiml/parse';

export type StreamEvent = 'stream-started' | 'stream-stopped' | 'stream-error';

/** What a stream needs of the verb's context; a stream started by REST has no more. */
export type StreamContext = Pick<VerbContext, 'element' | 'document' | 'leg' | 'shared'>;

/**
 * Reports what happens to a stream to its `statusCallback`, if it has one: one event after the other,
 * as Twilio usually does.
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

/** Name and value of a stream parameter have fewer characters than this together. */
const LIMIT = 500;

/** The `<Parameter>`s of a stream; one that is too long is left out with an error. */
export function streamParameters(stream: TwimlElement, timeline: Timeline): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const { attributes } of stream.children) {
    const { name = '', value = '' } = attributes;
    if (name === '') {
      timeline.alert(error(12200, 'a stream <Parameter> has no name'));
    } else if (name.length + value.length >= LIMIT) {
      const length = name.length + value.length;
      timeline.alert(error(12200, `stream parameter "${name}" has ${length} characters`));
    } else {
      parameters[name] = value;
    }
  }
  return parameters;
}

/** Who has the server of a stream, for the time line: ASAPP is known by the path of its URLs. */
export const streamServer = (url: string): Party =>
  /^wss?:\/\/[^/]+\/mg-twilio-/.test(url) ? 'asapp' : 'media server';
