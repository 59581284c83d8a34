import type { Fault } from '../../setup';
import { noConnection, PATHS, pathOf } from './webhook';

/** Where a number's fallback may lie: outside the service. */
export const TWIML_BIN = 'https://handler.twilio.com/twiml/EH0123456789abcdef0123456789abcdef';

/** A TwiML URL whose server answers nothing but HTTP 500. */
export const DOWN_URL = 'https://crm.example.com/voice';

/** Every call goes to that URL, and the number's fallback URL must find somebody else. */
const urlIsDown: Fault = {
  name: 'twilio.twiml-url-is-down',
  changes: 'destinations',
  mode: 'direct',
  apply: ({ env, random }) => {
    env.AGENT_DESTINATION = DOWN_URL;
    env.SYSTEM_DESTINATION = `${DOWN_URL}?tenant=7`;
    env.COMPLETED_DESTINATION = DOWN_URL;
    env.FALLBACK_DESTINATION = random.pick([DOWN_URL, `+15550103000 ${DOWN_URL}`]);
  },
};

/** The service is gone for a whole call: the number's fallback URL is a TwiML Bin, as the README says. */
const serviceIsGone = (['from-the-start', 'after-engage'] as const).map(
  (when): Fault => ({
    name: `twilio.service-is-gone-${when}`,
    changes: 'gone',
    apply: (setup) => {
      setup.call.fallbackUrl = TWIML_BIN;
      let engaged = false;
      setup.transports.push(async (request, send) => {
        const isOurs = PATHS.includes(pathOf(request));
        if (isOurs && (when === 'from-the-start' || engaged)) throw noConnection();
        if (pathOf(request) === 'engage') engaged = true;
        return send(request);
      });
    },
  }),
);

export const goneFaults: readonly Fault[] = [...serviceIsGone, urlIsDown];
