import type { WebSocket } from 'ws';
import { FRAME_MS } from '../../audio/mulaw';
import type { FromTwilio, ToTwilio } from '../../media-stream/messages';
import { readToTwilio } from '../../media-stream/schema';
import { type Alert, error } from '../alert';
import type { Clock } from '../clock';
import { FrameWriter, type StreamIdentity } from './frames';
import type { Phone } from './phone';
import { Playback } from './playback';
import { closeSocket } from './socket';

/** How a two-way stream ended, and what went over it. */
export interface StreamResult {
  end: 'server-closed' | 'socket-dropped' | 'caller-hung-up';
  /** WebSocket close code, if the server has closed. */
  closeCode?: number;
  /** Frames of 20 ms from the caller to the server. */
  framesSent: number;
  /** `media` messages from the server to the caller. */
  mediaReceived: number;
  /** Bytes of μ-law that the caller has heard; 8 are a millisecond. */
  bytesPlayed: number;
  marks: string[];
  keys: string[];
  /** Frames from the server that are not documented messages (31924). */
  alerts: Alert[];
}

/** Called with each message of a stream, as it is sent or received. */
export type OnFrame = (
  streamSid: string,
  frame: { from: 'twilio'; message: FromTwilio } | { from: 'server'; message: ToTwilio },
) => void;

export interface TwoWayStreamOptions extends StreamIdentity {
  clock: Clock;
  phone: Phone;
  onFrame?: OnFrame;
  parameters: Record<string, string>;
  /** On the call's clock: when the caller hangs up, if nothing else happens. */
  hangUpAt: number;
  /** The caller hangs up now. */
  hungUp: AbortSignal;
}

/** Beyond this much unsent data the client waits for the network. */
const BACKLOG_BYTES = 64 * 1024;

/**
 * Carries a call over an open socket of `<Connect><Stream>` until one side ends it: a frame of
 * 20 ms to the server and one to the caller at a time.
 */
export async function carryStream(
  socket: WebSocket,
  options: TwoWayStreamOptions,
): Promise<StreamResult> {
  const { clock, phone, hungUp, streamSid, onFrame = () => {} } = options;
  const frames = new FrameWriter(options);
  const playback = new Playback();
  const closed = new AbortController();
  const result: StreamResult = {
    end: 'caller-hung-up',
    framesSent: 0,
    mediaReceived: 0,
    bytesPlayed: 0,
    marks: [],
    keys: [],
    alerts: [],
  };
  const wake = AbortSignal.any([closed.signal, hungUp]);
  const send = (message: FromTwilio) => {
    onFrame(streamSid, { from: 'twilio', message });
    socket.send(JSON.stringify(message));
  };

  socket.on('message', (frame, isBinary) => {
    const read = readToTwilio(isBinary ? '(binary)' : String(frame));
    if ('fault' in read) return void result.alerts.push(error(31924, read.fault));
    const { message } = read;
    onFrame(streamSid, { from: 'server', message });
    if (message.streamSid !== streamSid) {
      result.alerts.push(error(31924, `a message for another stream`));
    } else if (message.event === 'media') {
      result.mediaReceived += 1;
      playback.add(Buffer.from(message.media.payload, 'base64'));
    } else if (message.event === 'mark') playback.mark(message.mark.name);
    else playback.clear();
  });
  socket.on('error', () => {}); // 'close' follows, and says enough.
  socket.once('close', (code) => {
    result.closeCode = code;
    closed.abort();
  });

  const began = clock.now();
  send(frames.connected());
  send(frames.start(['inbound'], options.parameters));
  const over = () => hungUp.aborted || clock.now() >= options.hangUpAt;
  while (!closed.signal.aborted && !over()) {
    send(frames.media('inbound', result.framesSent * FRAME_MS, await phone.microphone()));
    result.framesSent += 1;
    for (const digit of phone.keys()) {
      result.keys.push(digit);
      send(frames.dtmf(digit));
    }
    const heard = playback.next();
    if (heard !== undefined) {
      result.bytesPlayed += heard.length;
      phone.loudspeaker(heard);
    }
    for (const name of playback.due()) {
      result.marks.push(name);
      send(frames.mark(name));
    }
    const next = began + result.framesSent * FRAME_MS;
    await clock.waitForFrame(next - clock.now(), wake);
    while (socket.bufferedAmount > BACKLOG_BYTES && !closed.signal.aborted)
      await clock.waitForFrame(1);
  }

  if (closed.signal.aborted) {
    result.end = result.closeCode === 1006 ? 'socket-dropped' : 'server-closed';
  } else {
    send(frames.stop());
    await closeSocket(socket);
  }
  return result;
}
