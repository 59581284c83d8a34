/** The HTTP status of a RestException. Nothing else of it is logged: its message may quote a URL. */
export function twilioStatus(error: unknown): number | undefined {
  const status = error instanceof Object && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** Twilio's own number of a RestException, such as 20001; undefined if it was not Twilio that answered. */
export function twilioCode(error: unknown): number | undefined {
  const code = error instanceof Object && 'code' in error ? error.code : undefined;
  return typeof code === 'number' ? code : undefined;
}
