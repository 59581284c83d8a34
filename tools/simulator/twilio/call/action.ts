import { error } from '../complaint';
import type { FormParameters } from '../signature';
import { ask, type Webhook } from '../webhook';
import { type Next, on, over, type VerbContext } from './context';

/** Stands for a URL that is none: no server is there, and Twilio's rules for that apply. */
const NOWHERE = 'https://malformed.invalid/';

/** The request for a URL of the document: relative ones count from the document's own. */
export function webhookOf(
  { leg, document }: Pick<VerbContext, 'leg' | 'document'>,
  url: string,
  method: string | undefined,
  parameters: FormParameters = {},
): Webhook {
  const good = URL.canParse(url, document);
  if (!good) leg.timeline.complain(error(11100, `"${url}" is no URL`));
  return {
    url: good ? new URL(url, document).href : NOWHERE,
    method: method?.toUpperCase() === 'GET' ? 'GET' : 'POST',
    parameters: { ...leg.parameters(), ...parameters },
  };
}

/**
 * A verb with an `action` is done: its URL is asked, and its answer is what the call does next.
 * Where the caller has left, Twilio still asks, with `CallStatus=completed`, and does nothing with
 * the answer. `standard` is the URL where the verb has none of its own.
 */
export async function finish(
  context: VerbContext,
  parameters: FormParameters,
  standard?: string,
): Promise<Next> {
  const { element, leg } = context;
  const url = element.attributes.action || standard;
  if (url === undefined) return leg.hungUp.aborted ? over('caller-left') : on;
  const webhook = webhookOf(context, url, element.attributes.method, parameters);
  if (!leg.hungUp.aborted) return { go: 'to', webhook };
  await ask(leg, webhook);
  return over('caller-left');
}

/** Calls a URL back beside the call, once `after` is over; the call does not wait for the answer. */
export function callBack(
  { leg, fates }: Pick<VerbContext, 'leg' | 'fates'>,
  webhook: Webhook,
  after: Promise<unknown> = Promise.resolve(),
): Promise<unknown> {
  const asked = after.then(() => ask(leg, { ...webhook, beside: true }));
  fates.callbacks.push(asked);
  return asked;
}
