/** The HTTP status of a RestException. Nothing else of it is logged: its message may quote a URL. */
export function twilioStatus(error: unknown): number | undefined {
  const status = error instanceof Object && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}
