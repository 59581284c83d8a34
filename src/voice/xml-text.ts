/**
 * Whether XML 1.0 can hold the text. Control characters other than tab, newline and carriage return,
 * lone surrogates and U+FFFE/U+FFFF are forbidden even when escaped, and the TwiML library lets them
 * through: Twilio then refuses the whole document (error 12100).
 *
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function isXmlText(text: string): boolean {
  return /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u.test(text);
}

/** The text with a space for each character that XML cannot hold, for spoken text. */
export function toXmlText(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, ' ');
}
