import type { Invocation } from '../runtime/function';
import { withTimeout } from '../runtime/with-timeout';
import { changeAgent } from '../transcription/change-agent';
import { forkCall } from '../transcription/fork-call';
import { readTranscribeHandOff } from '../transcription/options';
import type { Destination } from '../voice/destination';
import type { VoiceResponse } from '../voice/speech';
import type { HandOff } from './hand-off';

/** How long a caller may wait for the transcription, in ms. */
const TRANSCRIBE_MILLISECONDS = 1_200;

/** The kinds of destination at which a person answers. */
const PEOPLE = new Set<Destination['kind']>(['number', 'sip', 'client', 'workflow', 'queue']);

/**
 * With `TRANSCRIBE_HAND_OFF`, a call that goes to a person is forked to AutoTranscribe. The destination
 * becomes the agent's id in the transcript. A call that is forked already only changes its agent.
 *
 * @returns the document's opening verbs if the call is forked now
 */
export async function transcribePerson(
  invocation: Invocation,
  { call: { callSid }, chain: [destination], isTranscribed }: HandOff,
): Promise<VoiceResponse | undefined> {
  const isWanted = invocation.settings(readTranscribeHandOff(invocation.environment));
  if (callSid === undefined || !isWanted) return undefined;
  const person =
    destination && PEOPLE.has(destination.kind) ? { agentId: destination.word } : undefined;
  return withTimeout(TRANSCRIBE_MILLISECONDS, invocation.deadline, async (deadline) => {
    if (!isTranscribed) return person && forkCall(invocation, callSid, person, deadline);
    await changeAgent(invocation, callSid, person, deadline);
    return undefined;
  });
}
