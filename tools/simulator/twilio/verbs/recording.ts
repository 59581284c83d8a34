import { error, warning } from '../alert';
import { callBack, webhookOf } from '../call/action';
import type { CallRecording } from '../call/call-recording';
import type { VerbContext } from '../call/context';
import { newSid } from '../sid';

type RecordedContext = Pick<VerbContext, 'element' | 'document' | 'leg' | 'shared'>;

/** Under which name a recording runs beside the streams of a call. */
export const recordingKey = (name: string) => `recording ${name}`;

/** Starts a recording in the background of the call, until `<Stop>` or the end of the call. */
export function startRecording(context: RecordedContext): void {
  const { leg, shared, element } = context;
  const { timeline, clock } = leg;
  const sid = newSid('RE');
  const { name = sid, channels = 'dual' } = element.attributes;
  const recording: CallRecording = {
    sid,
    source: 'StartCallRecordingTwiML',
    channels: channels === 'mono' ? 1 : 2,
    beganMs: clock.now(),
    status: 'in-progress',
    duration: null,
  };
  const line = { from: 'twilio', to: 'twilio', details: { ...element.attributes } } as const;
  const added = shared.streams.add(recordingKey(name), async () => {
    const isMade = shared.script.recording !== 'absent';
    recording.status = isMade ? 'completed' : 'absent';
    recording.duration = isMade ? Math.round((clock.now() - recording.beganMs) / 1_000) : 0;
    timeline.add({ ...line, what: 'stops the recording', recording: 'stops' });
    if (!isMade) timeline.alert(warning(16102, 'there is no recording of the call'));
    reportRecording(context, recording);
  });
  if (!added) {
    timeline.alert(error(12200, `a recording named "${name}" runs already`));
    return;
  }
  shared.recordings.push(recording);
  timeline.add({ ...line, what: 'starts a recording', recording: 'starts' });
}

/**
 * Requests the recording's status callback, if it has one: by default only once the recording is
 * complete. Twilio documents relative URLs, but for one that `<Start>` began others have seen error 11200
 * and no request.
 */
export function reportRecording(context: RecordedContext, recording: CallRecording): void {
  const { leg, element } = context;
  const { sid, source, channels, status, duration } = recording;
  const { recordingStatusCallback: url, recordingStatusCallbackMethod: method } =
    element.attributes;
  if (!url) return;
  if (source !== 'RecordVerb' && !URL.canParse(url)) {
    leg.timeline.alert(error(11200, `"${url}" is no absolute URL of a recording callback`));
    return;
  }
  const events = (element.attributes.recordingStatusCallbackEvent ?? 'completed').split(' ');
  if (!events.includes(status)) return;
  const { accountSid } = leg.network;
  const parameters = {
    AccountSid: accountSid,
    CallSid: leg.callSid,
    RecordingSid: sid,
    RecordingUrl: recordingUrl(accountSid, sid),
    RecordingStatus: status,
    RecordingDuration: String(duration ?? 0),
    RecordingChannels: String(channels),
    RecordingSource: source,
  };
  callBack(context, { ...webhookOf(context, url, method), parameters });
}

export const recordingUrl = (accountSid: string, sid: string) =>
  `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;
