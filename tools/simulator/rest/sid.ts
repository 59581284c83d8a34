import { randomBytes } from 'node:crypto';

/** A new SID of a kind, for instance `PN` and 32 hexadecimal digits. */
export function newSid(kind: string): string {
  return kind + randomBytes(16).toString('hex');
}

export function isSid(kind: string, text: string): boolean {
  return text.startsWith(kind) && /^[A-Z]{2}[0-9a-f]{32}$/i.test(text);
}
