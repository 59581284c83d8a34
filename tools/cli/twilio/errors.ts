/** What a Twilio error number means for somebody who sets this service up, and the mend. */
export interface ErrorMeaning {
  readonly meaning: string;
  readonly mend: string;
}

const ABSOLUTE_URL: ErrorMeaning = {
  meaning: 'Twilio does not accept the URL.',
  mend: 'Give an absolute, public https URL with everything but letters and digits percent-encoded.',
};
const METHOD: ErrorMeaning = {
  meaning: 'The HTTP method of a webhook must be GET or POST.',
  mend: 'Use POST.',
};
const NOT_A_NUMBER: ErrorMeaning = {
  meaning: 'The phone number is not a valid one.',
  mend: 'Write it in E.164: a plus, the country code and the number, for instance +15551234567.',
};
const APPLICATION: ErrorMeaning = {
  meaning: 'The TwiML application does not exist in this account.',
  mend: 'Check the AP… SID and that it belongs to the account of the credentials.',
};
const ACCOUNT: ErrorMeaning = {
  meaning: 'The account SID is wrong, missing or not active.',
  mend: 'Copy the Account SID from the Twilio Console and check there that the account is active.',
};
const CLOSED: ErrorMeaning = {
  meaning: 'The account, or its parent, is suspended, closed or out of funds.',
  mend: 'Open the Twilio Console: it says why, and Billing mends the usual reason.',
};
const RECIPIENT: ErrorMeaning = {
  meaning: 'Twilio cannot call this number.',
  mend: 'Check the number to call: complete, E.164, and one that can take calls.',
};
const CALLER: ErrorMeaning = {
  meaning: 'The number to call from is missing or not a valid one.',
  mend: 'Give one of your Twilio numbers with --from, in E.164.',
};

/** By Twilio's error number; https://www.twilio.com/docs/api/errors describes each at length. */
export const ERROR_MEANINGS: Readonly<Record<number, ErrorMeaning>> = {
  10001: CLOSED,
  20003: {
    meaning:
      'Twilio refused the credentials: a wrong pair, test credentials, a deleted key, the credentials of another (sub)account or region, or blanks around them.',
    mend: 'Copy the Account SID and the Auth Token anew from the Twilio Console, Account Info.',
  },
  20005: CLOSED,
  20008: {
    meaning: 'These are test credentials, which cannot do this.',
    mend: 'Use the live credentials from the Twilio Console, Account Info.',
  },
  20403: CLOSED,
  20404: {
    meaning: 'There is no such thing in this account.',
    mend: 'Check the SID, and that the credentials belong to the account that owns it.',
  },
  20429: {
    meaning: 'Twilio got too many requests at once.',
    mend: 'Wait a few seconds and run it again; nothing was changed.',
  },
  21201: RECIPIENT,
  21205: ABSOLUTE_URL,
  21209: METHOD,
  21210: {
    meaning: 'The number to call from is neither owned by nor verified in this account.',
    mend: 'Use one that `npm run bind-number -- --list` shows, or verify it in the Console.',
  },
  21211: RECIPIENT,
  21212: CALLER,
  21213: CALLER,
  21214: RECIPIENT,
  21215: {
    meaning: 'The account may not call this country.',
    mend: 'Enable the country in the Twilio Console under Voice, Settings, Geo permissions.',
  },
  21216: RECIPIENT,
  21217: NOT_A_NUMBER,
  21218: APPLICATION,
  21219: {
    meaning: 'A trial account may only call verified numbers.',
    mend: 'Verify the number in the Console under Verified Caller IDs, or upgrade the account.',
  },
  21401: NOT_A_NUMBER,
  21402: ABSOLUTE_URL,
  21403: METHOD,
  21405: {
    meaning: 'A fallback URL is refused where there is no primary URL.',
    mend: 'Set the voice URL together with the fallback URL.',
  },
  21420: APPLICATION,
  21421: NOT_A_NUMBER,
  21470: ACCOUNT,
  21471: ACCOUNT,
  21472: ACCOUNT,
  21502: ABSOLUTE_URL,
  70051: {
    meaning: 'The API key is a restricted one and lacks the permission for this.',
    mend: 'Give the key the permission in the Console (read and update of what the command names), or use another key.',
  },
  573005: {
    meaning: 'The verification of this trial account is not finished.',
    mend: 'Finish it in the Twilio Console, then run the command again.',
  },
};
