import type { Twilio } from 'twilio';
import { explained, isNotFound } from '../twilio/explain';

/**
 * The region in which Twilio takes the calls of a number.
 *
 * @see https://www.twilio.com/docs/global-infrastructure/inbound-processing-api
 */
export async function readVoiceRegion(client: Twilio, phoneNumber: string): Promise<string> {
  return explained('read in which region the calls of the number are taken', async () => {
    try {
      const { voiceRegion } = await client.routes.v2.phoneNumbers(phoneNumber).fetch();
      return voiceRegion ?? '';
    } catch (error) {
      // A number that was bought by REST has no routing of its own until it is set.
      if (isNotFound(error)) return 'us1';
      throw error;
    }
  });
}

/** Twilio needs up to five minutes for it. */
export async function changeVoiceRegion(
  client: Twilio,
  phoneNumber: string,
  voiceRegion: string,
): Promise<void> {
  await explained(
    'change the region in which the calls of the number are taken',
    () => client.routes.v2.phoneNumbers(phoneNumber).update({ voiceRegion }),
    { changes: true },
  );
}
