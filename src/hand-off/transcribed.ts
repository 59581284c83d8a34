import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import type { Invocation } from '../runtime/function';
import { withTimeout } from '../runtime/with-timeout';
import { beginTranscription } from '../transcription/begin';
import { changeAgent } from '../transcription/change-agent';
import { readTranscribeHandOff } from '../transcription/options';
import type { CallContext } from '../voice/call-context';
import type { Destination } from '../voice/destination';
import type { VoiceResponse } from '../voice/speech';
import type { HandOffConfig } from './config';
import { handOn } from './hand-on';
import type { Position } from './position';

/** How long a caller may be held up for a transcription, in ms. */
const PATIENCE_MILLISECONDS = 1_200;

/** The kinds of destination at which a person answers. */
const PEOPLE = new Set<Destination['kind']>(['number', 'sip', 'client', 'workflow', 'queue']);

/**
 * The next destination has its turn; where `TRANSCRIBE_HAND_OFF` wants it and a person is there, the
 * call is forked to AutoTranscribe first. The destination is the agent's id in the transcript.
 */
export async function handOnTranscribed(
  invocation: Invocation,
  position: Position,
  config: HandOffConfig,
  context: CallContext | Promise<CallContext>,
): Promise<TwilioResponse> {
  const [known, beginning] = await Promise.all([context, transcribe(invocation, position)]);
  const isTranscribed = position.isTranscribed || beginning !== undefined;
  return handOn(invocation, { ...position, isTranscribed }, config, known, beginning);
}

/** The document's beginning, where the call must be forked. */
async function transcribe(
  invocation: Invocation,
  { call: { callSid }, chain, step, isTranscribed }: Position,
): Promise<VoiceResponse | undefined> {
  const { value: isWanted } = readTranscribeHandOff(invocation.environment);
  if (callSid === undefined || !isWanted) return undefined;
  const next = chain[step + 1];
  const order = next && PEOPLE.has(next.kind) ? { agentId: next.word } : undefined;
  return withTimeout(PATIENCE_MILLISECONDS, invocation.deadline, async (deadline) => {
    if (!isTranscribed) return order && beginTranscription(invocation, callSid, order, deadline);
    await changeAgent(invocation, callSid, order, deadline);
    return undefined;
  });
}
