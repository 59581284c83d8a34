import * as v from 'valibot';
import { type FunctionEvent, parameter, sid } from '../runtime/event';
import type { Log } from '../runtime/log';
import { type Environment, type Parsed, readVariables } from '../runtime/variables';
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

const FLOW_WEBHOOK = /^https:\/\/([a-z0-9-]+\.)+twilio\.com\/[\w/.-]*Flows\/FW[0-9a-f]{32}$/i;

export const STUDIO_VARIABLES = {
  STUDIO_WEBHOOK_URL: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        FLOW_WEBHOOK,
        'must be the webhook URL of a Studio Flow, which ends in /Flows/FW and 32 digits',
      ),
    ),
  ),
};

/** The webhook of any flow of the account. Twilio publishes its host only for the US (assumption 36). */
export function readStudioWebhook(environment: Environment): Parsed<string | undefined> {
  const { value, problems } = readVariables(environment, STUDIO_VARIABLES);
  return { value: value.STUDIO_WEBHOOK_URL, problems };
}

/**
 * The URL at which a waiting flow takes its call back. Each parameter becomes a variable of the
 * Redirect widget: `{{widgets.<name>.engagement}}` (assumption 8).
 */
export function flowReturnUrl(
  { accountSid, flowSid }: Extract<Return, { kind: 'flow' }>,
  environment: Environment,
  parameters: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const known = readStudioWebhook(environment).value;
  return flowUrl(known, accountSid, flowSid, { FlowEvent: 'return', ...parameters });
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
