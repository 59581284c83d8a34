import { webhookOf } from '../call/action';
import { over, type RunVerb } from '../call/context';

export const hangup: RunVerb = async ({ leg }) => {
  leg.timeline.add({ from: 'twilio', to: leg.person, what: 'hangs up' });
  return over('hung-up');
};

export const reject: RunVerb = async ({ leg }) => {
  leg.timeline.add({ from: 'twilio', to: leg.person, what: 'rejects the call' });
  return over('rejected');
};

/** The text is the URL; without one it is the document's own. */
export const redirect: RunVerb = async (context) => {
  const url = context.element.text.trim() || context.document;
  return { go: 'to', webhook: webhookOf(context, url, context.element.attributes.method) };
};

/** Out of the queue, and on with what follows it. */
export const leave: RunVerb = async () => over('left');
