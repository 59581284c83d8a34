import type { FromTwilio, ToTwilio } from '../media-stream/messages';
import type { OnFrame } from '../twilio/stream/client';
import type { StreamLog } from './protocol';

/** How much of a frame's audio is kept, in characters of base64: enough to recognise it. */
const PAYLOAD_CHARACTERS = 32;

/**
 * Records the messages on the media streams of one call. Audio frames are counted, fifty a
 * second each way; all other messages are kept as they are.
 */
export class StreamRecorder {
  readonly logs: StreamLog[] = [];
  /** Whether something was recorded since the last `takeNews`. */
  #news = false;

  readonly hear: OnFrame = (streamSid, { from, message }) => {
    const { entries } = this.#logOf(streamSid);
    this.#news = true;
    if (message.event !== 'media') {
      entries.push({ kind: 'message', from, message });
      return;
    }
    let last = entries.at(-1);
    if (last?.kind !== 'media') {
      last = { kind: 'media', fromTwilio: 0, fromServer: 0, samples: [] };
      entries.push(last);
    }
    const count = from === 'twilio' ? 'fromTwilio' : 'fromServer';
    last[count] += 1;
    if (last[count] === 1) last.samples.push(shortened(message));
  };

  takeNews(): boolean {
    const news = this.#news;
    this.#news = false;
    return news;
  }

  #logOf(streamSid: string): StreamLog {
    const known = this.logs.find((log) => log.streamSid === streamSid);
    if (known !== undefined) return known;
    const log: StreamLog = { streamSid, entries: [] };
    this.logs.push(log);
    return log;
  }
}

type Media = Extract<FromTwilio | ToTwilio, { event: 'media' }>;

function shortened(message: Media): Media {
  const payload = `${message.media.payload.slice(0, PAYLOAD_CHARACTERS)}…`;
  return 'sequenceNumber' in message
    ? { ...message, media: { ...message.media, payload } }
    : { ...message, media: { payload } };
}
