import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import type { Invocation } from '../runtime/function';
import type { CallContext } from '../voice/call-context';
import type { VoiceResponse } from '../voice/speech';
import type { HandOffConfig } from './config';
import { handOff } from './hand-off';
import type { Position } from './position';

/**
 * The next destination has its turn, or the words at the end of the chain.
 *
 * @param beginning - verbs that stand before it in the document
 */
export function handOn(
  { domainName, log }: Pick<Invocation, 'domainName' | 'log'>,
  { step, ...position }: Position,
  config: HandOffConfig,
  context: CallContext,
  beginning?: VoiceResponse,
): TwilioResponse {
  const next = step + 1;
  const answer = handOff({ ...position, context, step: next, config, domainName }, beginning);
  log.info('hand-off', {
    engagement: position.call.engagement,
    outcome: position.outcome,
    status: answer.status,
    names: answer.leftOut,
  });
  return twiml(answer.twiml);
}
