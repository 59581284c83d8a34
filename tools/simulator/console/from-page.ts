import * as v from 'valibot';
import { callRequest } from '../local/call-request';

const fromPage = v.variant('type', [
  v.strictObject({ type: v.literal('place'), request: callRequest, microphone: v.boolean() }),
  v.strictObject({ type: v.literal('key'), digit: v.pipe(v.string(), v.regex(/^[0-9*#A-D]$/)) }),
  v.strictObject({ type: v.literal('hang-up') }),
]);

/** A message of the page, with all that it leaves open filled in. */
export type PageMessage = v.InferOutput<typeof fromPage>;

/** Reads a text frame of the page. Gives a sentence for its user where it is none. */
export function readPageMessage(frame: string): PageMessage | { refused: string } {
  let message: unknown;
  try {
    message = JSON.parse(frame);
  } catch {
    return { refused: 'the page sent something that is no JSON' };
  }
  const read = v.safeParse(fromPage, message);
  if (read.success) return read.output;
  return { refused: read.issues.map((issue) => issue.message).join('; ') };
}
