/**
 * An alert in Twilio's Debugger. `level` is `noise` if Twilio logs an error for what is
 * fine (31921: the media-stream server closed its socket, which is how a stream ends).
 * Codes: https://www.twilio.com/docs/api/errors
 */
export interface Alert {
  code: number;
  level: 'error' | 'warning' | 'noise';
  message: string;
}

export const error = (code: number, message: string): Alert => ({
  code,
  level: 'error',
  message,
});

export const warning = (code: number, message: string): Alert => ({
  code,
  level: 'warning',
  message,
});
