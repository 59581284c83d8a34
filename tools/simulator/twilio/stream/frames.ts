import type { FromTwilio, Track } from '../../media-stream/messages';

export interface StreamIdentity {
  accountSid: string;
  callSid: string;
  streamSid: string;
}

/** Writes Twilio's messages of one stream: counts them, and spells numbers as strings. */
export class FrameWriter {
  readonly #identity: StreamIdentity;
  #sequence = 0;
  /** Of both tracks. */
  #chunks = 0;

  constructor(identity: StreamIdentity) {
    this.#identity = identity;
  }

  connected(): FromTwilio {
    return { event: 'connected', protocol: 'Call', version: '1.0.0' };
  }

  start(tracks: Track[], customParameters: Record<string, string>): FromTwilio {
    const { accountSid, callSid, streamSid } = this.#identity;
    const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 } as const;
    return {
      event: 'start',
      ...this.#numbered(),
      start: { accountSid, streamSid, callSid, tracks, mediaFormat, customParameters },
    };
  }

  /** `timestamp`: milliseconds since the stream began. */
  media(track: Track, timestamp: number, audio: Buffer): FromTwilio {
    this.#chunks += 1;
    return {
      event: 'media',
      ...this.#numbered(),
      media: {
        track,
        chunk: String(this.#chunks),
        timestamp: String(timestamp),
        payload: audio.toString('base64'),
      },
    };
  }

  mark(name: string): FromTwilio {
    return { event: 'mark', ...this.#numbered(), mark: { name } };
  }

  dtmf(digit: string): FromTwilio {
    return { event: 'dtmf', ...this.#numbered(), dtmf: { track: 'inbound_track', digit } };
  }

  stop(): FromTwilio {
    const { accountSid, callSid } = this.#identity;
    return { event: 'stop', ...this.#numbered(), stop: { accountSid, callSid } };
  }

  #numbered() {
    this.#sequence += 1;
    return { sequenceNumber: String(this.#sequence), streamSid: this.#identity.streamSid };
  }
}
