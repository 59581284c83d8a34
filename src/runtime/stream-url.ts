import * as v from 'valibot';

/**
 * Whether a text can be the URL of a media stream: `wss://`, and nothing after its path. Twilio
 * accepts neither another scheme nor a query string in `<Stream url>` (errors 31922 and 31920), and
 * TwiML cannot hold every character that a URL parser accepts.
 *
 * @see https://www.twilio.com/docs/voice/twiml/stream
 */
export function isStreamUrl(text: string): boolean {
  return /^wss:\/\/[\x21-\x7e]+$/.test(text) && !/[?#]/.test(text) && URL.canParse(text);
}

export const streamUrl = v.pipe(
  v.string(),
  v.check(isStreamUrl, 'must be a wss URL without a query'),
);
