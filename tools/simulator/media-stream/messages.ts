/**
 * The messages on the WebSocket of a Twilio media stream, in both directions.
 * Source: https://www.twilio.com/docs/voice/media-streams/websocket-messages
 * All numbers are strings, save those in `mediaFormat`.
 */
export type FromTwilio = Connected | Start | MediaIn | MarkBack | Dtmf | Stop;
export type ToTwilio = MediaOut | Mark | Clear;

export interface Connected {
  event: 'connected';
  protocol: 'Call';
  version: '1.0.0';
}

export interface Start {
  event: 'start';
  sequenceNumber: string;
  streamSid: string;
  start: {
    accountSid: string;
    streamSid: string;
    callSid: string;
    tracks: Track[];
    mediaFormat: { encoding: 'audio/x-mulaw'; sampleRate: 8000; channels: 1 };
    customParameters: Record<string, string>;
  };
}

export type Track = 'inbound' | 'outbound';

export interface MediaIn {
  event: 'media';
  sequenceNumber: string;
  streamSid: string;
  /** `timestamp`: milliseconds since the stream began; `payload`: base64 of μ-law. */
  media: { track: Track; chunk: string; timestamp: string; payload: string };
}

/** Audio that was sent before the mark has been played, or was cleared. */
export interface MarkBack {
  event: 'mark';
  sequenceNumber: string;
  streamSid: string;
  mark: { name: string };
}

export interface Dtmf {
  event: 'dtmf';
  streamSid: string;
  sequenceNumber: string;
  dtmf: { track: 'inbound_track'; digit: string };
}

export interface Stop {
  event: 'stop';
  sequenceNumber: string;
  streamSid: string;
  stop: { accountSid: string; callSid: string };
}

export interface MediaOut {
  event: 'media';
  streamSid: string;
  media: { payload: string };
}

export interface Mark {
  event: 'mark';
  streamSid: string;
  mark: { name: string };
}

/** Drops the audio that has not been played yet. */
export interface Clear {
  event: 'clear';
  streamSid: string;
}
