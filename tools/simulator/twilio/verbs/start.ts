import type { Track } from '../../media-stream/messages';
import { error, warning } from '../alert';
import { on, type RunVerb } from '../call/context';
import { newSid } from '../sid';
import { forkStream } from '../stream/fork';
import { openSocket } from '../stream/socket';
import { recordingKey, startRecording } from './recording';
import { type StreamContext, streamEvents, streamParameters, streamServer } from './stream';

const tracksOf: Record<string, Track[]> = {
  inbound_track: ['inbound'],
  outbound_track: ['outbound'],
  both_tracks: ['inbound', 'outbound'],
};

/** Starts what runs in the background: the next verb begins at once. */
export const start: RunVerb = async (context) => {
  for (const element of context.element.children) {
    if (element.name === 'Stream') startStream({ ...context, element });
    else startRecording({ ...context, element });
  }
  return on;
};

/** Ends what was started, by its name. */
export const stop: RunVerb = async ({ element, leg, shared }) => {
  for (const { name: noun, attributes } of element.children) {
    if (noun !== 'Stream' && leg.network.deviations.recordsToTheEnd) continue;
    const { name = '' } = attributes;
    const key = noun === 'Stream' ? name : recordingKey(name);
    if (!(await shared.streams.stop(key))) {
      leg.timeline.alert(warning(12200, `no ${noun.toLowerCase()} is named "${name}"`));
    }
  }
  return on;
};

/** Starts a one-way stream in the background of the call. */
export function startStream(context: StreamContext): void {
  const { leg, shared, element } = context;
  const streamSid = newSid('MZ');
  const name = element.attributes.name ?? streamSid;
  const stopping = new AbortController();
  const running = runFork(context, streamSid, stopping.signal);
  const added = shared.streams.add(name, async () => {
    stopping.abort();
    await running;
  });
  if (!added) {
    stopping.abort();
    leg.timeline.alert(error(12200, `a stream named "${name}" runs already`));
  }
}

async function runFork(
  context: StreamContext,
  streamSid: string,
  stopped: AbortSignal,
): Promise<void> {
  const { leg, element } = context;
  const { network, clock, timeline, callSid } = leg;
  const { url = '', track = 'inbound_track' } = element.attributes;
  const report = streamEvents(context, streamSid);
  const parameters = streamParameters(element, timeline);
  const line = { from: 'twilio', to: streamServer(url) } as const;
  const opened = await openSocket(url, network);
  if ('failure' in opened) {
    timeline.add({ ...line, what: 'forks the call to a stream', alert: opened.failure });
    report('stream-error', `${opened.failure.code} - ${opened.failure.message}`);
    return;
  }
  timeline.add({
    ...line,
    what: 'forks the call to a stream',
    details: { streamSid, ...parameters },
  });
  report('stream-started');
  const { end, frames } = await forkStream(opened.socket, {
    accountSid: network.accountSid,
    callSid,
    streamSid,
    clock,
    tracks: tracksOf[track] ?? ['inbound'],
    parameters,
    stopped,
  });
  timeline.add({ ...line, what: 'the forked stream is over', details: { end, frames } });
  report(end === 'stopped' ? 'stream-stopped' : 'stream-error');
}
