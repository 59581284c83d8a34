/** A leg of a call, as Twilio's REST API lists it. Times are in ms since the call was placed. */
export interface PastLeg {
  readonly callSid: string;
  readonly parentCallSid: string | null;
  readonly from: string;
  readonly to: string;
  readonly direction: string;
  status: string;
  readonly beganMs: number;
  /** Null if nobody answered. */
  answeredMs: number | null;
  /** Null while it is under way. */
  endedMs: number | null;
}
