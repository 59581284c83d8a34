/**
 * /conference-stream: SignalWire reports a conference, whose audio is then streamed until its end.
 * Public, since SignalWire does not sign as Twilio does: it checks SignalWire's own signature.
 */
import { forbidden, noContent, notFound } from '../src/runtime/answer';
import { defineFunction } from '../src/runtime/function';
import { variable } from '../src/runtime/variables';
import { readConferenceEvent } from '../src/signalwire/conference-event';
import { readSignalWireConfig, readSigningKey } from '../src/signalwire/config';
import { conferenceEventsUrl, followConference } from '../src/signalwire/follow';
import { isSignedBySignalWire } from '../src/signalwire/signature';
import { readConferenceStreamConfig } from '../src/signalwire/stream-config';

export const handler = defineFunction({
  milliseconds: 4_000, // SignalWire waits 5 s
  failure: 'conference-stream-failed',
  async answer(invocation) {
    const { event, environment, domainName, settings, log } = invocation;
    // Anybody can send requests here. Without a key nobody means to use it, so they cost next to nothing.
    if (variable(environment, 'SIGNALWIRE_SIGNING_KEY') === undefined) return notFound();
    const key = readSigningKey(environment);
    const url = conferenceEventsUrl(domainName);
    if (!key.value || !isSignedBySignalWire(event, key.value, url)) {
      log.warn('signature-refused', { problems: key.problems });
      return forbidden();
    }
    const config = settings(readSignalWireConfig(environment));
    const stream = settings(readConferenceStreamConfig(environment));
    if (config && stream) {
      await followConference(invocation, config, stream, readConferenceEvent(event));
    }
    return noContent();
  },
  rescue: noContent,
});
