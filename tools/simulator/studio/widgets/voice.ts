import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import type { WidgetKind } from './kind';

/** Calls a person. The exit says only who hung up; whether they answered is in `DialCallStatus`. */
export const connectCallTo: WidgetKind<'connect-call-to'> = {
  comesBackWith: 'callCompleted',
  enter({ properties }, { render, webhook }) {
    const { noun, to = '', sip_endpoint = '', caller_id, timeout, record } = properties;
    const response = new VoiceResponse();
    const dial = response.dial({
      action: webhook('callCompleted'),
      callerId: render(caller_id),
      timeout,
      ...(record && { record: 'record-from-answer' }),
    });
    if (noun === 'sip') dial.sip(render(sip_endpoint));
    else if (noun === 'client') dial.client(render(to));
    else dial.number(render(to));
    return { twiml: response.toString() };
  },
  leave: ({ CallStatus }) => (CallStatus === 'completed' ? 'hangup' : 'callCompleted'),
};

export const sayPlay: WidgetKind<'say-play'> = {
  comesBackWith: 'audioComplete',
  enter({ properties }, { render, webhook }) {
    const { say, play, digits, loop, voice, language } = properties;
    const response = new VoiceResponse();
    const spoken = {
      ...(loop !== undefined && { loop }),
      ...(voice && { voice }),
      ...(language && { language }),
    };
    // Safe: the library's types list the voices of its release; Twilio's own list is open.
    if (say !== undefined) response.say(spoken as { loop?: number }, render(say));
    else if (play !== undefined) response.play({ loop: loop ?? 1 }, render(play));
    else response.play({ digits: render(digits ?? '') });
    response.redirect(webhook('audioComplete'));
    return { twiml: response.toString() };
  },
  leave: () => 'audioComplete',
};

export const recordVoicemailWidget: WidgetKind<'record-voicemail'> = {
  comesBackWith: 'recordingComplete',
  enter({ properties }, { render, webhook }) {
    const { play_beep, finish_on_key, timeout, max_length, trim } = properties;
    const callback = properties.recording_status_callback_url;
    const response = new VoiceResponse();
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
