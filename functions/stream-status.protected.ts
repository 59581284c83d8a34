/** /stream-status: Twilio tells when a media stream starts, stops or fails. */
import { noContent } from '../src/runtime/answer';
import { parameter } from '../src/runtime/event';
import { defineFunction } from '../src/runtime/function';

const EVENTS = ['stream-started', 'stream-stopped', 'stream-error'];

export const handler = defineFunction({
  milliseconds: 3_000,
  answer({ event, log }) {
    const status = EVENTS.find((known) => known === parameter(event, 'StreamEvent'));
    // The text of an error stays out of the log: it may quote the stream's URL, a bearer secret.
    if (status === 'stream-error') log.warn('stream-error', { status });
    else log.info('stream-status', { status });
    return noContent();
  },
  rescue: noContent,
});
