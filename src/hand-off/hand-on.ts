import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import type { Invocation } from '../runtime/function';
import type { Context } from '../voice/context';
import type { HandOffConfig } from './config';
import { handOff } from './hand-off';
import type { Position } from './position';

/** The next destination has its turn, or the words at the end of the chain. */
export function handOn(
  { domainName, log }: Pick<Invocation, 'domainName' | 'log'>,
  { call, chain, step, outcome }: Position,
  config: HandOffConfig,
  context: Context,
): TwilioResponse {
  const next = step + 1;
  const answer = handOff({ call, outcome, context, chain, step: next, config, domainName });
  log.info('hand-off', {
    engagement: call.engagement,
    outcome,
    status: answer.status,
    names: answer.leftOut,
  });
  return twiml(answer.twiml);
}
