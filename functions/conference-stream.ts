/**
 * /conference-stream: SignalWire tells of a conference, whose audio is then streamed until its end.
 * Public, since SignalWire does not sign as Twilio does: it checks SignalWire's own signature.
 */
import { logRequestError } from '../src/http/log-fields';
import { forbidden, noContent } from '../src/runtime/answer';
import { defineFunction } from '../src/runtime/function';
import { reportFaults } from '../src/runtime/log';
import { readConferenceEvent } from '../src/signalwire/conference-event';
import { readSignalWireConfig, readSigningKey } from '../src/signalwire/config';
import { conferenceEventsUrl, followConference } from '../src/signalwire/follow';
import { isSignedBySignalWire } from '../src/signalwire/signature';
import { readConferenceStreamConfig } from '../src/signalwire/stream-config';

export const handler = defineFunction({
  milliseconds: 4_000, // SignalWire waits 5 s
  async answer(invocation) {
    const { event, environment, domainName, log } = invocation;
    const key = readSigningKey(environment);
    const url = conferenceEventsUrl(domainName);
    if (!key.values || !isSignedBySignalWire(event, key.values, url)) {
      log.warn('signature-refused', { faults: key.faults });
      return forbidden();
    }
    const config = readSignalWireConfig(environment);
    const stream = readConferenceStreamConfig(environment);
    reportFaults(log, config, stream);
    if (!config.values || !stream.values) return noContent();
    try {
      await followConference(invocation, config.values, stream.values, readConferenceEvent(event));
    } catch (error) {
      logRequestError(log, 'conference-stream-failed', error);
    }
    return noContent();
  },
  rescue: noContent,
});
