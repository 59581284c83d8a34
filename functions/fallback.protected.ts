/** /fallback: the number's fallback URL, for when another function failed. It sends no requests. */
import { fallBackAfterError } from '../src/hand-off/fall-back';
import { emptyTwiml } from '../src/runtime/answer';
import { parameter } from '../src/runtime/event';
import { defineFunction, type Invocation } from '../src/runtime/function';
import { isOver, readCall } from '../src/voice/call';

function answer(invocation: Invocation) {
  const { event, log } = invocation;
  if (isOver(readCall(event))) return emptyTwiml();
  const code = parameter(event, 'ErrorCode');
  log.error('fallback-used', { code: code && /^\d{5}$/.test(code) ? code : undefined });
  return fallBackAfterError(invocation);
}

export const handler = defineFunction({
  milliseconds: 3_000,
  isEntrance: true,
  answer,
  rescue: answer,
});
