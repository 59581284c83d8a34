import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import type { Invocation } from '../runtime/function';
import type { Call } from '../voice/call';
import { type Context, contextOf } from '../voice/context';
import type { Outcome } from '../voice/outcome';
import { route } from '../voice/routing';
import { type HandOffConfig, readHandOffConfig } from './config';
import { handOff } from './hand-off';

/** Sends a call to the first destination of the chain that its outcome and context choose. */
export function beginHandOff(
  { domainName, log }: Invocation,
  call: Call,
  config: HandOffConfig,
  outcome: Outcome,
  context: Context = contextOf(call.callSid),
): TwilioResponse {
  const chain = route(outcome, context, config.destinations);
  const request = { call, outcome, context, chain, step: 0, config, domainName };
  const answer = handOff(request);
  log.info('hand-off', {
    engagement: call.engagement,
    outcome,
    status: chain[0]?.kind ?? 'words',
    names: answer.leftOut.length > 0 ? answer.leftOut : undefined,
  });
  return twiml(answer.twiml);
}

/** The last resort of every voice function: the fallback chain, with nothing asked and nothing awaited. */
export function rescueCall(invocation: Invocation, call: Call): TwilioResponse {
  const { values } = readHandOffConfig(invocation.environment, call.line);
  return beginHandOff(invocation, call, values, 'failed');
}
