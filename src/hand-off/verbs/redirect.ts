import { flowUrl } from '../../voice/urls';
import { entriesOf } from '../context/entries';
import { queryParameters, withQuery } from '../context/query-parameters';
import type { Turn, Verb } from './verb';

/** `<Redirect>` to a Studio Flow, which begins anew with the context in `{{trigger.call.context_…}}`. */
export function redirectToFlow(flowSid: string): Verb {
  return (twiml, turn) => redirect(twiml, turn, flowUrl(turn.call.accountSid ?? '', flowSid));
}

/** `<Redirect>` to a TwiML URL of somebody else's, with the context in its query. */
export function redirectToUrl(url: string): Verb {
  return (twiml, turn) => redirect(twiml, turn, url);
}

function redirect(twiml: Parameters<Verb>[0], turn: Turn, url: string): readonly string[] {
  const { kept, leftOut } = queryParameters(entriesOf(turn));
  twiml.redirect(withQuery(url, kept));
  return leftOut;
}
