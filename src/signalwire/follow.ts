import type { Invocation } from '../runtime/function';
import type { ConferenceEvent } from './conference-event';
import { startConferenceStream, stopConferenceStream } from './conference-stream';
import type { SignalWireConfig } from './config';
import { countParticipants } from './participants';
import type { ConferenceStreamConfig } from './stream-config';

/** Where SignalWire sends the events of conferences, and of the streams that we start. */
export function conferenceEventsUrl(domainName: string): string {
  return `https://${domainName}/conference-stream`;
}

/**
 * Does what an event of a conference calls for. Events may come twice, late or out of order; the stream's
 * name makes it one per conference, and what is over is left alone.
 *
 * @throws RequestError
 */
export async function followConference(
  { domainName, log, deadline }: Invocation,
  config: SignalWireConfig,
  stream: ConferenceStreamConfig,
  event: ConferenceEvent,
): Promise<void> {
  switch (event.kind) {
    case 'started':
    case 'joined': {
      const { conferenceSid } = event;
      const { participants } = stream;
      if (participants === undefined && event.kind === 'joined') return;
      if (participants !== undefined) {
        const count = await countParticipants(config, conferenceSid, deadline);
        if (count < participants) return;
      }
      const callback = conferenceEventsUrl(domainName);
      const start = await startConferenceStream(config, stream, conferenceSid, callback, deadline);
      return log.info('conference-stream', { status: start.status });
    }
    case 'ended': {
      const status = await stopConferenceStream(config, event.conferenceSid, deadline);
      return log.info('conference-stream', { status });
    }
    case 'stream':
      // The text of an error stays out of the log: it may quote the stream's URL.
      return log[event.status === 'stream-error' ? 'warn' : 'info']('conference-stream', {
        status: event.status,
      });
    case 'other':
      return;
  }
}
