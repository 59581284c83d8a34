/** The `twilio` package. It is loaded by whoever needs it first: `--help` would take twice as long with it. */
export const twilioLibrary = (): typeof import('twilio') => require('twilio');
