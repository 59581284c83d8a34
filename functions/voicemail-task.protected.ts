/** /voicemail-task: Twilio reports a recorded message, which becomes a task of VOICEMAIL_WORKFLOW. */
import { makeVoicemailTask } from '../src/follow-up/voicemail-task';
import { noContent, serverError } from '../src/runtime/answer';
import { defineFunction } from '../src/runtime/function';

export const handler = defineFunction({
  milliseconds: 9_000, // Twilio gives a function 10 s, and nobody waits for this one
  async answer(invocation) {
    // After HTTP 500 Twilio sends its report again.
    return (await makeVoicemailTask(invocation)) ? noContent() : serverError();
  },
  rescue: serverError,
});
