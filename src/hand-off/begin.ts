import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import type { Invocation } from '../runtime/function';
import type { Call } from '../voice/call';
import { type Context, contextOf } from '../voice/context';
import type { Outcome } from '../voice/outcome';
import { route } from '../voice/routing';
import { type HandOffConfig, readHandOffConfig } from './config';
import { handOn } from './hand-on';

/** Sends a call to the first destination of the chain that its outcome and context choose. */
export function beginHandOff(
  invocation: Invocation,
  call: Call,
  config: HandOffConfig,
  outcome: Outcome,
  context: Context = contextOf(call.callSid),
): TwilioResponse {
  const chain = route(outcome, context, config.destinations);
  return handOn(invocation, { call, chain, step: -1, outcome }, config, context);
}

/** The last resort of every voice function: the fallback chain, with nothing asked and nothing awaited. */
export function rescueCall(invocation: Invocation, call: Call): TwilioResponse {
  const { values } = readHandOffConfig(invocation.environment, call.line);
  return beginHandOff(invocation, call, values, 'failed');
}
