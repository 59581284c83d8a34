import { lookup } from 'node:dns/promises';

/** A name that resolves wherever there is a network. */
const WELL_KNOWN_NAME = 'api.twilio.com';
const NO_NETWORK = ['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'];

/** Whether a request failed because there is no network at all, and not because of its host. */
export async function isOffline(code: string | number | undefined): Promise<boolean> {
  if (!NO_NETWORK.includes(String(code))) return false;
  return lookup(WELL_KNOWN_NAME).then(
    () => false,
    () => true,
  );
}
