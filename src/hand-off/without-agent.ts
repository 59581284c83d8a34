import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import type { Invocation } from '../runtime/function';
import { NO_AGENT } from '../voice/agent-share';
import type { Call } from '../voice/call';
import { emptyContext } from '../voice/call-context';
import { filterDestinations } from '../voice/destinations';
import { route } from '../voice/routing';
import { readReturn } from '../voice/studio';
import { readHandOffConfig } from './config';
import { returnToFlow } from './fall-back';
import { isReachable, startHandOff } from './hand-off';
import { nextDestination } from './next-destination';
import { transcribePerson } from './transcribe-person';

/**
 * Where a call goes that is not in the share of `VOICE_AGENT_PERCENT`: back to its flow, or to whoever
 * takes the calls that the agent hands over.
 *
 * @returns undefined if nobody else could take the call: then the agent gets it after all
 */
export async function withoutAgent(
  invocation: Invocation,
  call: Call,
): Promise<TwilioResponse | undefined> {
  const { event, environment, settings } = invocation;
  const returns = readReturn(event, call);
  if (returns.kind === 'flow') return returnToFlow(invocation, returns, 'agent');

  const config = settings(readHandOffConfig(environment));
  const context = emptyContext(call.callSid);
  const somebody = filterDestinations(config.destinations, (one) => isReachable(one, call));
  if (route('agent', context, somebody).length === 0) {
    const problems = ['VOICE_AGENT_PERCENT counts as 100: AGENT_DESTINATION names nobody to dial'];
    return settings({ value: undefined, problems });
  }
  const handOff = startHandOff({ ...call, voiceAgent: NO_AGENT }, 'agent', context, config);
  const opening = await transcribePerson(invocation, handOff);
  return nextDestination(invocation, handOff, config, context, opening);
}
