/**
 * What Twilio writes to its Debugger. `level` is `noise` if Twilio logs an error for what is
 * fine (31921: the media-stream server closed its socket, which is how a stream ends).
 * Codes: https://www.twilio.com/docs/api/errors
 */
export interface Complaint {
  code: number;
  level: 'error' | 'warning' | 'noise';
  message: string;
}

export const error = (code: number, message: string): Complaint => ({
  code,
  level: 'error',
  message,
});

export const warning = (code: number, message: string): Complaint => ({
  code,
  level: 'warning',
  message,
});
