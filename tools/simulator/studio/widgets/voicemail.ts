import { twiml } from 'twilio';
import type { WidgetKind } from './kind';

export const recordVoicemailWidget: WidgetKind<'record-voicemail'> = {
  comesBackWith: 'recordingComplete',
  enter({ properties }, { render, webhook }) {
    const { play_beep, finish_on_key, timeout, max_length, trim } = properties;
    const callback = properties.recording_status_callback_url;
    const response = new twiml.VoiceResponse();
    response.record({
      action: webhook('recordingComplete'),
      playBeep: play_beep === 'true',
      finishOnKey: finish_on_key,
      timeout,
      maxLength: max_length,
      ...(trim && { trim }),
      ...(callback && { recordingStatusCallback: render(callback) }),
    });
    return { twiml: response.toString() };
  },
  leave({ CallStatus, RecordingDuration }) {
    if (RecordingDuration === '0') return 'noAudio';
    return CallStatus === 'completed' ? 'hangup' : 'recordingComplete';
  },
};
