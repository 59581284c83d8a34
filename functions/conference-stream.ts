/**
 * /conference-stream: SignalWire tells of a conference, whose audio is then streamed until its end.
 * Public, since SignalWire does not sign as Twilio does: it checks SignalWire's own signature.
 */
import { logRequestError } from '../src/http/log-fields';
import { forbidden, noContent } from '../src/runtime/answer';
import { defineFunction } from '../src/runtime/function';
import { logProblems } from '../src/runtime/log';
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
    if (!key.value || !isSignedBySignalWire(event, key.value, url)) {
      log.warn('signature-refused', { problems: key.problems });
      return forbidden();
    }
    const config = readSignalWireConfig(environment);
    const stream = readConferenceStreamConfig(environment);
    logProblems(log, config, stream);
    if (!config.value || !stream.value) return noContent();
    try {
      await followConference(invocation, config.value, stream.value, readConferenceEvent(event));
    } catch (error) {
      logRequestError(log, 'conference-stream-failed', error);
    }
    return noContent();
  },
  rescue: noContent,
});
