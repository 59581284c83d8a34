import { webhookOf } from '../call/action';
import { over, type Verb } from '../call/turn';

export const hangup: Verb = async ({ leg }) => {
  leg.timeline.add({ from: 'twilio', to: leg.person, what: 'hangs up' });
  return over('hung-up');
};

export const reject: Verb = async ({ leg }) => {
  leg.timeline.add({ from: 'twilio', to: leg.person, what: 'rejects the call' });
  return over('rejected');
};

/** The text is the URL; without one it is the document's own. */
export const redirect: Verb = async (turn) => {
  const url = turn.element.text.trim() || turn.document;
  return { go: 'to', webhook: webhookOf(turn, url, turn.element.attributes.method) };
};

/** Out of the queue, and on with what follows it. */
export const leave: Verb = async () => over('left');
