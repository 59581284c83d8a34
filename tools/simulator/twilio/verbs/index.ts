import { webhookOf } from '../call/action';
import { over, type RunVerb } from '../call/context';
import { connect } from './connect';
import { dial } from './dial';
import { enqueue } from './enqueue';
import { gather } from './gather';
import { record } from './record';
import { pause, play, say } from './speak';
import { start, stop } from './start';

const hangup: RunVerb = async ({ leg }) => {
  leg.timeline.add({ from: 'twilio', to: leg.person, what: 'hangs up' });
  return over('hung-up');
};

const reject: RunVerb = async ({ element, leg }) => {
  leg.refusal = element.attributes.reason === 'busy' ? 'busy' : 'failed';
  leg.timeline.add({ from: 'twilio', to: leg.person, what: 'rejects the call' });
  return over('rejected');
};

/** The text is the URL; without one it is the document's own. */
const redirect: RunVerb = async (context) => {
  const url = context.element.text.trim() || context.document;
  return { go: 'to', webhook: webhookOf(context, url, context.element.attributes.method) };
};

/** Out of the queue, and on with what follows it. */
const leave: RunVerb = async () => over('left');

/** What each verb of TwiML does. */
export const verbRunners: Readonly<Record<string, RunVerb>> = {
  Say: say,
  Play: play,
  Pause: pause,
  Gather: gather,
  Hangup: hangup,
  Redirect: redirect,
  Reject: reject,
  Connect: connect,
  Start: start,
  Stop: stop,
  Dial: dial,
  Enqueue: enqueue,
  Leave: leave,
  Record: record,
};
