import type { Fault } from '../../setup';
import { noConnection, PATHS, pathOf } from './webhook';

/** Where a number's fallback may lie: outside the service. */
export const TWIML_BIN = 'https://handler.twilio.com/twiml/EH0123456789abcdef0123456789abcdef';

/** The service is gone for a whole call: the number's fallback URL is a TwiML Bin, as the README says. */
export const goneFaults: readonly Fault[] = (['from-the-start', 'after-engage'] as const).map(
  (when) => ({
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
