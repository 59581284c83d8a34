import { CommandFailure } from '../command/failure';
import type { Variables } from '../command/terminal';

/** An account with its Auth Token, or with one of its API keys. */
export interface Credentials {
  readonly accountSid: string;
  readonly username: string;
  readonly password: string;
}

/**
 * Finds Twilio credentials: first in the env file, as the toolkit does, then in the
 * environment of the process. Names: ACCOUNT_SID with AUTH_TOKEN, or TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN or
 * with TWILIO_API_KEY and TWILIO_API_SECRET. A pair never comes from both places.
 *
 * @throws CommandFailure if there are none, or if they cannot be Twilio's
 */
export function readCredentials(file: Variables, environment: Variables) {
  const credentials = findCredentials(file) ?? findCredentials(environment);
  if (!credentials) {
    throw new CommandFailure(
      'No Twilio credentials were found.',
      'Put ACCOUNT_SID and AUTH_TOKEN (Twilio Console, Account Info) in the env file, or export TWILIO_ACCOUNT_SID with TWILIO_API_KEY and TWILIO_API_SECRET.',
      'no-credentials',
    );
  }
  if (!/^AC[0-9a-f]{32}$/i.test(credentials.accountSid)) {
    throw new CommandFailure(
      `${credentials.accountSid} is not an account SID, which is AC followed by 32 hexadecimal digits.`,
      'Copy the Account SID from the Twilio Console, Account Info.',
      'bad-credentials',
    );
  }
  return credentials;
}

/** The first complete pair among the variables, if there is one. */
export function findCredentials(variables: Variables): Credentials | undefined {
  const read = (name: string) => variables[name]?.trim() || undefined;
  const pairs = [
    ['ACCOUNT_SID', 'ACCOUNT_SID', 'AUTH_TOKEN'],
    ['TWILIO_ACCOUNT_SID', 'TWILIO_API_KEY', 'TWILIO_API_SECRET'],
    ['TWILIO_ACCOUNT_SID', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  ] as const;
  for (const [account, user, secret] of pairs) {
    const [accountSid, username, password] = [read(account), read(user), read(secret)];
    if (accountSid && username && password) return { accountSid, username, password };
  }
  return undefined;
}
