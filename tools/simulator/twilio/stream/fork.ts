import type { WebSocket } from 'ws';
import { FRAME_MS, silentFrame } from '../../audio/mulaw';
import type { FromTwilio, Track } from '../../media-stream/messages';
import type { Clock } from '../clock';
import { FrameWriter, type StreamIdentity } from './frames';
import { closeSocket } from './socket';

/** Frames per track if no time passes: enough to be seen. */
const INSTANT_FRAMES = 20;

export interface ForkOptions extends StreamIdentity {
  clock: Clock;
  tracks: Track[];
  parameters: Record<string, string>;
  stopped: AbortSignal;
}

/** How a one-way stream ended, and the frames per track that went over it. */
export interface ForkResult {
  end: 'stopped' | 'server-closed';
  frames: number;
}

/** Sends the call's audio to a media-stream server, one way, until it is stopped. */
export async function forkStream(socket: WebSocket, options: ForkOptions): Promise<ForkResult> {
  const { clock, tracks, stopped } = options;
  const writer = new FrameWriter(options);
  const closed = new AbortController();
  const send = (message: FromTwilio) => socket.send(JSON.stringify(message));
  socket.on('error', () => {}); // 'close' follows.
  socket.once('close', () => closed.abort());
  const over = AbortSignal.any([closed.signal, stopped]);

  send(writer.connected());
  send(writer.start(tracks, options.parameters));
  const began = clock.now();
  let frames = 0;
  while (!over.aborted && !(clock.instant && frames >= INSTANT_FRAMES)) {
    for (const track of tracks) send(writer.media(track, frames * FRAME_MS, silentFrame));
    frames += 1;
    if (!clock.instant) await clock.waitForFrame(began + frames * FRAME_MS - clock.now(), over);
  }
  if (!over.aborted) await new Promise((resolve) => over.addEventListener('abort', resolve));
  if (closed.signal.aborted) return { end: 'server-closed', frames };
  send(writer.stop());
  await closeSocket(socket);
  return { end: 'stopped', frames };
}
