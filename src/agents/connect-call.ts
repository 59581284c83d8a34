import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import type { Invocation } from '../runtime/function';
import type { EngageConfig } from '../voice/config';
import { connectTwiml } from '../voice/connect';
import type { Speech } from '../voice/speech';
import { readStreamParameters } from '../voice/stream-parameters';
import { readReturn, warnUnreturned } from '../voice/studio';
import type { Connector, Engagement } from './agent';

/**
 * Opens the agent's stream for a call and answers the TwiML that connects the two.
 *
 * @throws RequestError where the agent is out of reach
 */
export async function connectCall(
  { event, domainName, log, deadline }: Invocation,
  call: Engagement['call'],
  connector: Connector,
  { inputVariables, greeting }: EngageConfig,
  speech: Speech,
): Promise<TwilioResponse> {
  const parameters = readStreamParameters(event, inputVariables);
  const returns = readReturn(event, call);
  if (returns.kind === 'unreturned') warnUnreturned(log);
  const stream = await connector({ call, event, parameters }, deadline);
  const leftOut = [...parameters.leftOut, ...stream.leftOut];
  log.info('engaged', { engagement: call.engagement, names: leftOut });
  return twiml(connectTwiml({ call, stream, returns, greeting, speech, domainName }));
}
