import type { HttpAnswer } from '../http/message';
import { startTimeLimit } from '../http/time-limit';
import { error } from '../twilio/alert';
import type { RequestingCall } from '../twilio/network';
import { type FormParameters, signature } from '../twilio/signature';

/** Studio waits no longer for a function: https://www.twilio.com/docs/studio/widget-library/run-function */
const TIME_LIMIT_MS = 10_000;

/**
 * Calls a function as Studio's Run Function widget does: signed, only with the given parameters,
 * once. Returns undefined if no answer came in time; adds one line to the time line either way.
 */
export async function callFunction(
  { network, clock, timeline }: RequestingCall,
  url: string,
  parameters: FormParameters,
): Promise<HttpAnswer | undefined> {
  const at = clock.now();
  const line = {
    at,
    from: 'studio',
    to: network.party(url),
    what: `POST ${new URL(url).pathname}`,
    details: parameters,
  } as const;
  const ms = () => Math.round(clock.now() - at);
  const limit = startTimeLimit(TIME_LIMIT_MS);
  try {
    const answer = await network.send({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'x-twilio-signature': signature(network.authToken, url, parameters),
      },
      body: new URLSearchParams(parameters).toString(),
      signal: limit.signal,
    });
    timeline.add({ ...line, ms: ms(), status: answer.status, body: answer.body });
    return answer;
  } catch {
    const alert = error(81017, `${line.what} did not answer`);
    timeline.add({ ...line, ms: ms(), alert });
    return undefined;
  } finally {
    limit.end();
  }
}
