import type { LogFields } from './log';

/** Where something of ours broke, for the log: without the error's message, which may hold a value. */
export function faultFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { code: typeof error };
  const places = error.stack?.replace(error.message, '').split('\n') ?? [];
  const frames = places.map((line) => line.trim()).filter((line) => line.startsWith('at '));
  return { code: error.name, faults: frames.slice(0, 3) };
}
