import type { Twilio } from 'twilio';
import { CommandFailure } from '../command/failure';
import { checkE164, listNumbers } from '../numbers/find';

/**
 * The number to call from: the one that was named, else `CALLER_ID`, else one that is bound to the
 * service, so that whoever calls back reaches it.
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
    'There is no number to call from: none is bound to the service.',
    'Name one with --from: `npm run bind-number -- --list` shows those of the account.',
    'no-caller',
  );
}
