import { error } from '../alert';
import { finish } from '../call/action';
import { on, type RunVerb, type VerbContext } from '../call/context';
import { newSid } from '../sid';
import { carryStream, type StreamResult } from '../stream/client';
import { openSocket } from '../stream/socket';
import type { Party } from '../timeline';
import { streamEvents, streamParameters, streamServer } from './stream';

/** How long a caller talks with an agent unless the script says otherwise. */
const STREAM_MS = 60_000;

/** Connects the caller with a media-stream server, both ways, until one of them ends it. */
export const connect: RunVerb = async (context) => {
  const { element, leg, experience, shared } = context;
  const [stream, second] = element.children;
  if (stream === undefined) {
    leg.timeline.alert(error(12200, '<Connect> without anything to connect to'));
    return on;
  }
  if (second !== undefined) leg.timeline.alert(error(12200, 'one <Connect> connects once'));
  const end = await twoWay({ ...context, element: stream });
  experience.reachedOut();
  if (end === 'server-closed' && shared.script.agentSaysGoodbye) experience.heardWords();
  return finish(context, {});
};

/** How the stream ended; undefined if it was never opened. */
async function twoWay(context: VerbContext): Promise<StreamResult['end'] | undefined> {
  const { element, leg, shared, experience } = context;
  const { clock, timeline, network, callSid } = leg;
  const { track = 'inbound_track' } = element.attributes;
  const url = wss(element.attributes.url ?? '', context);
  const server = streamServer(url);
  if (track !== 'inbound_track') {
    timeline.alert(error(12200, `a two-way stream has the inbound track, not ${track}`));
  }
  const streamSid = newSid('MZ');
  const report = streamEvents(context, streamSid);
  const parameters = streamParameters(element, timeline);
  const at = clock.now();
  const opened = await openSocket(url, network);
  const line = { from: 'twilio', to: server, at } as const;
  if ('failure' in opened) {
    timeline.add({ ...line, what: 'opens a media stream', alert: opened.failure });
    report('stream-error', `${opened.failure.code} - ${opened.failure.message}`);
    return undefined;
  }
  timeline.add({
    ...line,
    what: 'opens a media stream',
    begins: 'agent',
    ms: Math.round(clock.now() - at),
    details: { streamSid, ...parameters },
  });
  report('stream-started');
  experience.reachedOut();
  const started = clock.now();
  const result = await carryStream(opened.socket, {
    accountSid: network.accountSid,
    callSid,
    streamSid,
    clock,
    phone: shared.phone,
    onFrame: shared.onFrame,
    parameters,
    hangUpAt: Math.min(leg.enter('stream'), started + (shared.script.streamMs ?? STREAM_MS)),
    hungUp: leg.hungUp,
  });
  if (result.end === 'caller-hung-up') leg.hangUp();
  tell(context, streamSid, server, result, started);
  if (result.end === 'socket-dropped') report('stream-error', '31903 - broken pipe');
  else report('stream-stopped');
  return result.end;
}

/** The lines of the time line on how the stream went. */
function tell(
  { leg: { clock, timeline } }: VerbContext,
  streamSid: string,
  server: Party,
  result: StreamResult,
  at: number,
): void {
  const { framesSent, bytesPlayed, mediaReceived, marks, keys, closeCode, alerts } = result;
  for (const alert of alerts) timeline.alert(alert);
  const heardMs = bytesPlayed / 8;
  const details = { streamSid, framesSent, mediaReceived, heardMs, marks, keys, closeCode };
  const ms = Math.round(clock.now() - at);
  const line = { at, ms, details };
  if (result.end === 'caller-hung-up') {
    timeline.add({ ...line, from: 'caller', to: server, what: 'hangs up on the agent' });
  } else if (result.end === 'socket-dropped') {
    const alert = error(31903, 'the media-stream server has torn the connection down');
    timeline.add({ ...line, from: server, to: 'twilio', what: 'drops the stream', alert });
  } else {
    // Twilio logs this as an error although it is how a stream is meant to end.
    const alert = {
      ...error(31921, 'the server closed the socket, as it should'),
      level: 'noise',
    } as const;
    timeline.add({ ...line, from: server, to: 'twilio', what: 'ends the stream', alert });
  }
}

/** A relative stream URL counts from the document's, as `wss:`. */
function wss(url: string, { document }: Pick<VerbContext, 'document'>): string {
  const relative = url.startsWith('/') && URL.canParse(url, document);
  return relative ? new URL(url, document).href.replace(/^http/, 'ws') : url;
}
