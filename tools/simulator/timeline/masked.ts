import type { CallEvent } from '../twilio/call-event';

/** The token at the end of a streaming URL: whoever has it can talk to the agent. */
const token = /(wss?:\/\/[^\s"'<>]*\/)[^\s"'<>/]{24,}/g;

/** The line without the secrets in it: it is shown, kept and exported. */
export const masked = (event: CallEvent): CallEvent =>
  event.body === undefined ? event : { ...event, body: event.body.replace(token, '$1…') };
