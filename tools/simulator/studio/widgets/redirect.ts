import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import { error } from '../../twilio/alert';
import type { WidgetKind } from './kind';

/** Studio does not encode the URL, and fails if it has spaces, `+`, quotes or braces. */
const READABLE = /^https?:\/\/[^\s+<>"{}|\\^`]+$/;

/**
 * Sends the call to TwiML that Voice fetches, not Studio, and waits until it returns
 * by a request to the flow's webhook with `FlowEvent=return`. What that request carries is the
 * widget's output.
 *
 * @see https://www.twilio.com/docs/studio/widget-library/twiml-redirect
 */
export const addTwimlRedirect: WidgetKind<'add-twiml-redirect'> = {
  comesBackWith: 'return',
  enter({ name, properties }, { render, alert }) {
    const url = render(properties.url);
    if (!READABLE.test(url) || !URL.canParse(url)) {
      alert(error(81_010, `${name}: Studio cannot read the URL "${url}"`));
      return { event: 'fail' };
    }
    const response = new VoiceResponse();
    response.redirect({ method: properties.method }, url);
    return { twiml: response.toString() };
  },
  leave: () => 'return',
};
