/** /queue-wait: what a caller hears in a queue, round after round, until the wait is too long. */
import { readHandOffConfig } from '../src/hand-off/config';
import { queueWait } from '../src/hand-off/queue-wait';
import { defineFunction, type Invocation } from '../src/runtime/function';
import { readCall } from '../src/voice/call';

function answer({ event, environment, domainName }: Invocation) {
  const { value: config } = readHandOffConfig(environment, readCall(event).line);
  return queueWait(event, config, domainName);
}

export const handler = defineFunction({ milliseconds: 3_000, answer, rescue: answer });
