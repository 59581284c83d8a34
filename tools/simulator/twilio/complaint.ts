/**
 * What Twilio writes into its debugger. `level` is `noise` where Twilio logs an error for what is
 * in order (31921: the media-stream server has closed its socket, which is how a stream ends).
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
