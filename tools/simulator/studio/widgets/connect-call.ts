import { twiml } from 'twilio';
import type { WidgetKind } from './kind';

/** Calls somebody. The exit tells only who hung up; whether anybody answered is in `DialCallStatus`. */
export const connectCallTo: WidgetKind<'connect-call-to'> = {
  comesBackWith: 'callCompleted',
  enter({ properties }, { render, webhook }) {
    const { noun, to = '', sip_endpoint = '', caller_id, timeout, record } = properties;
    const response = new twiml.VoiceResponse();
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
