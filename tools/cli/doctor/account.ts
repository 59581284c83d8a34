import type { Twilio } from 'twilio';
import { explained } from '../twilio/explain';
import { type Finding, ok, unlessRefused, warning } from './check';

/** Twilio's policy of the Business Customer Profile, in every account (assumption 37). */
const BUSINESS_PROFILE_POLICY = 'RN6433641899984f951173ef1738c3bdd0';

/** Accounts that were upgraded before are not limited. */
const LIMITED_SINCE = new Date('2026-02-01T00:00:00Z');

const PAGE = 'docs/operations.md, “Limits and capacity”';

/**
 * Whether the account can have many calls at once: the caller's and the person's are two.
 *
 * @see https://support.twilio.com/hc/en-us/articles/223180028
 */
export function checkConcurrentCalls(client: Twilio): Promise<Finding[]> {
  return unlessRefused('calls at once', async () => {
    const { type, dateCreated, ownerAccountSid } = await explained('read the account', () =>
      client.api.v2010.accounts(client.accountSid).fetch(),
    );
    if (type === 'Trial') {
      return [
        warning(
          'This is a trial account: it has few calls at once, and Twilio refuses the others with error 10004.',
          `Upgrade it before you go live; see ${PAGE}.`,
        ),
      ];
    }
    if (ownerAccountSid && ownerAccountSid !== client.accountSid) {
      return [ok('calls at once: as many as the main account of this subaccount may have')];
    }
    const approved = await explained('list the customer profiles', () =>
      client.trusthub.v1.customerProfiles.list({
        status: 'twilio-approved',
        policySid: BUSINESS_PROFILE_POLICY,
        limit: 1,
      }),
    );
    if (approved.length > 0) {
      return [ok('calls at once: not limited, since the Business Customer Profile is approved')];
    }
    // When it was upgraded, Twilio does not tell.
    if (dateCreated && dateCreated >= LIMITED_SINCE) {
      return [
        warning(
          'No Business Customer Profile is approved: the account has 2 or 3 calls at once, and Twilio refuses the others with error 10004.',
          `Have one approved in the Twilio Console under Trust Hub; see ${PAGE}.`,
        ),
      ];
    }
    return [
      ok(
        `calls at once: limited to 2 or 3 (error 10004) without an approved profile, if the account was upgraded since February 2026; see ${PAGE}`,
      ),
    ];
  });
}

/** Whether the account's numbers can take calls. */
export function checkNumbers(client: Twilio): Promise<Finding[]> {
  return unlessRefused('numbers that take calls', async () => {
    const numbers = await explained('list the numbers', () =>
      client.incomingPhoneNumbers.list({ limit: 1_000, pageSize: 1_000 }),
    );
    if (numbers.length === 0) return [ok('The account has no numbers yet')];
    const silent = numbers.filter(({ capabilities }) => capabilities?.voice === false);
    if (silent.length === numbers.length) {
      return [
        warning(
          'No number of this account can take voice calls.',
          'Buy one with the voice capability, or have it added to one of yours.',
        ),
      ];
    }
    const bound = silent.filter(({ voiceUrl }) => /\/engage([?#]|$)/.test(voiceUrl ?? ''));
    return [
      ok(`${numbers.length - silent.length} of ${numbers.length} numbers can take voice calls`),
      ...bound.map(({ phoneNumber }) =>
        warning(
          `${phoneNumber} is bound to /engage, but it cannot take voice calls.`,
          'Bind a number that has the voice capability.',
        ),
      ),
    ];
  });
}
