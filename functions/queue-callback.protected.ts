/** /queue-callback: a caller in a queue has pressed a key, perhaps to be called back. */
import { queueCallback, waitAfterFailure } from '../src/follow-up/queue-callback';
import { defineFunction } from '../src/runtime/function';

export const handler = defineFunction({
  milliseconds: 2_500, // Twilio has its answer within 3 s
  answer: queueCallback,
  rescue: waitAfterFailure,
});
