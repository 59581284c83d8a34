/** /stream-status: Twilio reports that a media stream has started, stopped or failed. */
import { noContent } from '../src/runtime/answer';
import { parameter } from '../src/runtime/event';
import { defineFunction } from '../src/runtime/function';
import { followFork, STREAM_EVENTS } from '../src/transcription/follow';
import { readFork } from '../src/transcription/fork';

export const handler = defineFunction({
  milliseconds: 8_000, // Twilio gives a function 10 s, and no caller waits for this one
  async answer(invocation) {
    const { event, log } = invocation;
    const status = STREAM_EVENTS.find((known) => known === parameter(event, 'StreamEvent'));
    // The text of an error stays out of the log: it may quote the stream's URL, a bearer secret.
    if (status === 'stream-error') log.warn('stream-error', { status });
    else log.info('stream-status', { status });
    const fork = readFork(event);
    if (fork && status) await followFork(invocation, status, fork);
    return noContent();
  },
  rescue: noContent,
});
