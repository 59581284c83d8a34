import type { CallReport } from '../twilio/place-call';
import type { CallEvent } from '../twilio/timeline';

/** One line of the control server's answer: what happens, and at the end how it came out. */
export type ControlLine = { event: CallEvent } | { report: CallReport } | { error: string };
