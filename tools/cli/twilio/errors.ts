/** What a Twilio error number means for somebody who sets this service up, and how to fix it. */
export interface ErrorMeaning {
  readonly meaning: string;
  readonly fix: string;
}

const ABSOLUTE_URL: ErrorMeaning = {
  meaning: 'Twilio does not accept the URL.',
  fix: 'Use an absolute, public https URL in which special characters are percent-encoded.',
};
const METHOD: ErrorMeaning = {
  meaning: 'The HTTP method of a webhook must be GET or POST.',
  fix: 'Use POST.',
};
const NOT_A_NUMBER: ErrorMeaning = {
  meaning: 'The phone number is not valid.',
  fix: 'Write it in E.164: a plus, the country code and the number, for instance +15551234567.',
};
const APPLICATION: ErrorMeaning = {
  meaning: 'The TwiML application does not exist in this account.',
  fix: 'Check the AP… SID, and that it belongs to the account that the credentials belong to.',
};
const ACCOUNT: ErrorMeaning = {
  meaning: 'The account SID is wrong, missing or not active.',
  fix: 'Copy the Account SID from the Twilio Console and check there that the account is active.',
};
const CLOSED: ErrorMeaning = {
  meaning: 'The account, or its parent, is suspended, closed or out of funds.',
  fix: 'Open the Twilio Console, which says why; it is usually a billing problem.',
};
const RECIPIENT: ErrorMeaning = {
  meaning: 'Twilio cannot call this number.',
  fix: 'Check the number to call: is it complete, in E.164, and able to take calls?',
};
const CALLER: ErrorMeaning = {
  meaning: 'The number to call from is missing or not valid.',
  fix: 'Pass one of your Twilio numbers with --from, in E.164.',
};

/** By Twilio's error number; https://www.twilio.com/docs/api/errors describes each at length. */
export const ERROR_MEANINGS: Readonly<Record<number, ErrorMeaning>> = {
  10001: CLOSED,
  20003: {
    meaning:
      'Twilio refused the credentials: a wrong pair, test credentials, a deleted key, the credentials of another (sub)account or region, or spaces around them.',
    fix: 'Copy the Account SID and the Auth Token again from the Twilio Console, Account Info.',
  },
  20005: CLOSED,
  20008: {
    meaning: 'Test credentials cannot do this.',
    fix: 'Use the live credentials from the Twilio Console, Account Info.',
  },
  20403: CLOSED,
  20404: {
    meaning: 'It does not exist in this account.',
    fix: 'Check the SID, and that the credentials belong to the account that owns it.',
  },
  20429: {
    meaning: 'Twilio got too many requests at once.',
    fix: 'Wait a few seconds and run it again; nothing was changed.',
  },
  21201: RECIPIENT,
  21205: ABSOLUTE_URL,
  21209: METHOD,
  21210: {
    meaning: 'The number to call from is neither owned by nor verified in this account.',
    fix: 'Use one that `npm run bind-number -- --list` shows, or verify it in the Console.',
  },
  21211: RECIPIENT,
  21212: CALLER,
  21213: CALLER,
  21214: RECIPIENT,
  21215: {
    meaning: 'The account may not call this country.',
    fix: 'Enable the country in the Twilio Console under Voice, Settings, Geo permissions.',
  },
  21216: RECIPIENT,
  21217: NOT_A_NUMBER,
  21218: APPLICATION,
  21219: {
    meaning: 'A trial account may only call verified numbers.',
    fix: 'Verify the number in the Console under Verified Caller IDs, or upgrade the account.',
  },
  21401: NOT_A_NUMBER,
  21402: ABSOLUTE_URL,
  21403: METHOD,
  21405: {
    meaning: 'Twilio refuses a fallback URL without a primary URL.',
    fix: 'Set the voice URL together with the fallback URL.',
  },
  21420: APPLICATION,
  21421: NOT_A_NUMBER,
  21470: ACCOUNT,
  21471: ACCOUNT,
  21472: ACCOUNT,
  21502: ABSOLUTE_URL,
  70051: {
    meaning: 'The API key is restricted and does not have the permission for this.',
    fix: 'Give the key the permission in the Console (to read and update what the command works on), or use another key.',
  },
  573005: {
    meaning: 'This trial account is not fully verified yet.',
    fix: 'Finish the verification in the Twilio Console, then run the command again.',
  },
};
