/** /queue-wait: what a caller hears in a queue, round after round, until the wait is too long. */
import { readHandOffConfig } from '../src/hand-off/config';
import { queueWait } from '../src/hand-off/queue-wait';
import { defineFunction, type Invocation } from '../src/runtime/function';

function answer(invocation: Invocation) {
  const { value: config } = readHandOffConfig(invocation.environment);
  return queueWait(invocation, config);
}

export const handler = defineFunction({ milliseconds: 3_000, answer, rescue: answer });
