import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import type { Invocation } from '../runtime/function';
import type { Call } from '../voice/call';
import { type Context, contextOf } from '../voice/context';
import type { Outcome } from '../voice/outcome';
import { route } from '../voice/routing';
import { type HandOffConfig, readHandOffConfig } from './config';
import { handOn } from './hand-on';
import type { Position } from './position';

/** A call before the first destination of the chain that its outcome and context choose. */
export function firstPosition(
  call: Call,
  { destinations }: HandOffConfig,
  outcome: Outcome,
  context: Context,
): Position {
  const chain = route(outcome, context, destinations);
  return { call, chain, step: -1, outcome, isTranscribed: false };
}

/** The last resort of every voice function: the fallback chain, with nothing asked and nothing awaited. */
export function rescueCall(invocation: Invocation, call: Call): TwilioResponse {
  const { values } = readHandOffConfig(invocation.environment, call.line);
  const context = contextOf(call.callSid);
  return handOn(invocation, firstPosition(call, values, 'failed', context), values, context);
}
