import { type FunctionEvent, parameter, sid } from '../runtime/event';
import type { Log } from '../runtime/log';
import type { Call } from './call';
import { flowUrl } from './urls';

/**
 * How a call came to `/engage`, which decides how it continues after the stream:
 * - `direct`: Twilio requests `/call-complete`, the action of the Connect;
 * - `flow`: a Redirect returns the call to its Studio Flow, as Studio documents (assumption 7).
 */
export type Return =
  | { readonly kind: 'direct' }
  | { readonly kind: 'flow'; readonly accountSid: string; readonly flowSid: string };

/** Without a valid `flowSid` the call counts as direct: it must come back somehow. */
export function readReturn(event: FunctionEvent, call: Call): Return {
  const flowSid = sid(event, 'flowSid', 'FW');
  if (flowSid && call.accountSid) return { kind: 'flow', accountSid: call.accountSid, flowSid };
  return { kind: 'direct' };
}

/**
 * The URL at which a waiting flow takes its call back. Each parameter becomes a variable of the
 * Redirect widget: `{{widgets.<name>.engagement}}` (assumption 8).
 */
export function flowReturnUrl(
  { accountSid, flowSid }: Extract<Return, { kind: 'flow' }>,
  parameters: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  return flowUrl(accountSid, flowSid, { FlowEvent: 'return', ...parameters });
}

let hasWarned = false;

/** Logs, once per process, what a flow must pass to get its calls back. */
export function warnIfFlowIsUnknown(event: FunctionEvent, returns: Return, log: Log): void {
  const isFromFlow = parameter(event, 'FlowEvent') === 'return';
  if (hasWarned || !isFromFlow || returns.kind === 'flow') return;
  hasWarned = true;
  log.warn('flow-cannot-get-call-back', {
    problems: ['add &flowSid={{flow.flow_sid}} to the URL of the TwiML Redirect widget'],
  });
}
