/** A recording of a call, as Twilio's REST API lists it. Times are in ms since the call was placed. */
export interface CallRecording {
  readonly sid: string;
  /** Twilio's specification has no value for TwiML that starts one: others have seen this one. */
  readonly source: 'RecordVerb' | 'StartCallRecordingTwiML';
  readonly channels: 1 | 2;
  readonly beganMs: number;
  status: 'in-progress' | 'completed' | 'absent';
  /** In seconds; null while it runs. */
  duration: number | null;
}
