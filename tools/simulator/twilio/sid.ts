import { randomBytes } from 'node:crypto';

/** A new SID: two letters for the kind (`CA`, `MZ`, `RE` …) and 32 hexadecimal digits. */
export const newSid = (kind: string): string => kind + randomBytes(16).toString('hex');
