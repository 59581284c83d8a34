import type { Twilio } from 'twilio';
import { CommandFailure } from '../command/failure';
import { checkE164, listNumbers } from '../numbers/find';

/**
 * The number to call from: the one that was named, otherwise `CALLER_ID`, otherwise one that is bound to
 * the service, so that people who call back reach it.
 */
export async function callerOf(
  client: Twilio,
  domainName: string,
  named: string | undefined,
  callerId: string | undefined,
): Promise<string> {
  const chosen = named ?? (callerId?.startsWith('+') ? callerId : undefined);
  if (chosen !== undefined) {
    checkE164(chosen);
    return chosen;
  }
  const numbers = await listNumbers(client);
  const bound = numbers.find(({ binding }) => binding.voiceUrl.includes(`//${domainName}/`));
  if (bound) return bound.phoneNumber;
  throw new CommandFailure(
    'No number of the account is bound to the service, so there is none to call from.',
    'Pass one with --from; `npm run bind-number -- --list` shows your numbers.',
    'no-caller',
  );
}
