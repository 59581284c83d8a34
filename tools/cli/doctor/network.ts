import { lookup } from 'node:dns/promises';

/** A name of which everybody who is online can find the address. */
const WELL_KNOWN_NAME = 'api.twilio.com';
const NO_NETWORK = ['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'];

/** Whether a request has failed for want of any network, and not by the problem of the host it names. */
export async function isOffline(code: string | number | undefined): Promise<boolean> {
  if (!NO_NETWORK.includes(String(code))) return false;
  return lookup(WELL_KNOWN_NAME).then(
    () => false,
    () => true,
  );
}
