/** /call-ended: the status callback of a number. The call is over: writes its record, ends its flow. */
import { writeRecord } from '../src/call-record/write-record';
import { noContent, redirect } from '../src/runtime/answer';
import { defineFunction, type Invocation } from '../src/runtime/function';
import { readCall } from '../src/voice/call';
import { readReturn, readStudioWebhook } from '../src/voice/studio';
import { flowUrl } from '../src/voice/urls';

/**
 * A flow learns from its number's callback alone that the call is over; without it, its execution stays
 * active. Twilio's support page on stuck executions asks for this redirect (assumption 13).
 */
function endFlow({ event, environment }: Invocation) {
  const returns = readReturn(event, readCall(event));
  return returns.kind === 'flow'
    ? redirect(flowUrl(readStudioWebhook(environment).value, returns.accountSid, returns.flowSid))
    : noContent();
}

export const handler = defineFunction({
  milliseconds: 9_000, // Twilio gives a function 10 s, and nobody waits for this one
  async answer(invocation) {
    await writeRecord(invocation);
    return endFlow(invocation);
  },
  rescue: endFlow,
});
