import { error } from '../alert';
import type { FormParameters } from '../signature';
import { ask, type Webhook } from '../webhook';
import { type Next, on, over, type VerbContext } from './context';

/** Replaces a malformed URL: no server is there, and the call goes on as for one that is down. */
const NOWHERE = 'https://malformed.invalid/';

/** The request for a URL of the document: relative ones are resolved against the document's own. */
export function webhookOf(
  { leg, document }: Pick<VerbContext, 'leg' | 'document'>,
  url: string,
  method: string | undefined,
  parameters: FormParameters = {},
): Webhook {
  const good = URL.canParse(url, document);
  if (!good) leg.timeline.alert(error(11100, `"${url}" is not a URL`));
  return {
    url: good ? new URL(url, document).href : NOWHERE,
    method: method?.toUpperCase() === 'GET' ? 'GET' : 'POST',
    parameters: { ...leg.parameters(), ...parameters },
  };
}

/**
 * Ends a verb with an `action`: its URL is requested, and the answer is what the call does next.
 * If the caller has left, Twilio still requests it, with `CallStatus=completed`, and ignores
 * the answer. `standard` is the URL of a verb without an `action`.
 */
export async function finish(
  context: VerbContext,
  parameters: FormParameters,
  standard?: string,
): Promise<Next> {
  const { element, leg } = context;
  const url = element.attributes.action || standard;
  if (url === undefined) return leg.hungUp.aborted ? over('caller-left') : on;
  const { actionMethod, actionCallStatus, noActionAfterHangUp } = leg.network.deviations;
  const method = actionMethod ?? element.attributes.method;
  const webhook = webhookOf(context, url, method, parameters);
  if (!leg.hungUp.aborted) {
    if (actionCallStatus) webhook.parameters.CallStatus = actionCallStatus;
    return { go: 'to', webhook };
  }
  if (!noActionAfterHangUp) await ask(leg, webhook);
  return over('caller-left');
}

/** Requests a callback after `after` has settled; the call does not wait for the answer. */
export function callBack(
  { leg, shared }: Pick<VerbContext, 'leg' | 'shared'>,
  webhook: Webhook,
  after: Promise<unknown> = Promise.resolve(),
): Promise<unknown> {
  const asked = after.then(() => ask(leg, { ...webhook, background: true }));
  shared.callbacks.push(asked);
  return asked;
}
