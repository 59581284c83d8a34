import type { Invocation } from '../runtime/function';
import { withTimeout } from '../runtime/with-timeout';
import { changeAgent } from '../transcription/change-agent';
import type { ForkOpening } from '../transcription/fork';
import { forkCall } from '../transcription/fork-call';
import { readTranscribeHandOff } from '../transcription/options';
import { type Destination, reachesPerson } from '../voice/destination';
import { serviceUrl } from '../voice/urls';
import type { HandOff, HandOffDetails } from './hand-off';

/** How long a caller may wait for the transcription, in ms. */
const TRANSCRIBE_MILLISECONDS = 1_200;

/** The kinds of destination that Twilio dials. It reports when a person answers there, and not when one takes a caller from a queue. */
const DIALLED = new Set<Destination['kind']>(['number', 'sip', 'client']);

/** Whether Twilio reports when a person answers at a destination. */
export function reportsAnswer(destination: Destination | undefined): boolean {
  return destination !== undefined && DIALLED.has(destination.kind);
}

/**
 * With `TRANSCRIBE_HAND_OFF`, a call that goes to a person is forked to AutoTranscribe. The destination
 * becomes the agent's id in the transcript. A call that is forked already only changes its agent. Either
 * way the transcription starts when the person answers, if Twilio reports that: see `answerReport`.
 *
 * @returns the document's opening if the call is forked now
 */
export async function transcribePerson(
  invocation: Invocation,
  { call: { callSid }, chain: [destination], isTranscribed, transcription }: HandOff,
): Promise<ForkOpening | undefined> {
  const isWanted = invocation.settings(readTranscribeHandOff(invocation.environment));
  if (callSid === undefined || !(isWanted || isTranscribed)) return undefined;
  const waits = reportsAnswer(destination);
  const person =
    destination && reachesPerson(destination)
      ? { ...transcription, agentId: destination.word }
      : undefined;
  return withTimeout(TRANSCRIBE_MILLISECONDS, invocation.deadline, async (deadline) => {
    if (!isTranscribed) return person && forkCall(invocation, callSid, person, deadline, waits);
    await changeAgent(invocation, callSid, waits ? undefined : person, deadline);
    return undefined;
  });
}

/**
 * The attributes of a `<Number>`, `<Sip>` or `<Client>` that start the transcription of a forked call:
 * Twilio requests `/transcription` when the person answers, and the call does not wait for that.
 */
export function answerReport({
  call: { callSid },
  chain: [destination],
  isTranscribed,
  transcription,
  domainName,
}: HandOffDetails): { statusCallback?: string; statusCallbackEvent?: 'answered'[] } {
  if (!isTranscribed || callSid === undefined) return {};
  const agentId = transcription?.agentId ?? destination?.word;
  const query = { action: 'start', callSid, ...transcription, agentId };
  return {
    statusCallback: serviceUrl(domainName, '/transcription', query),
    statusCallbackEvent: ['answered'],
  };
}
