/** /fallback: the number's fallback URL, for when another function failed. It asks nobody anything. */
import { rescueCall } from '../src/hand-off/begin';
import { emptyTwiml } from '../src/runtime/answer';
import { parameter } from '../src/runtime/event';
import { defineFunction, type Invocation } from '../src/runtime/function';
import { isOver, readCall } from '../src/voice/call';

function answer(invocation: Invocation) {
  const { event, log } = invocation;
  const call = readCall(event);
  if (isOver(call)) return emptyTwiml();
  const code = parameter(event, 'ErrorCode');
  log.error('fallback-used', { code: code && /^\d{5}$/.test(code) ? code : undefined });
  return rescueCall(invocation, call);
}

export const handler = defineFunction({ milliseconds: 3_000, answer, rescue: answer });
