import { newSid } from '../twilio/sid';
import { Refusal, unauthorized } from './refusal';
import type { RestRequest } from './request';
import { find, ok, type Route } from './route';

export interface Account {
  sid: string;
  region: 'us1' | 'ie1';
  authToken: string;
  status: 'active' | 'suspended' | 'closed';
  type: 'Trial' | 'Full';
  /** RFC 2822. */
  created: string;
  /** Its own SID, or that of the account to which it is a subaccount. */
  ownerSid: string;
  /** Whether the URLs of recordings ask for credentials. */
  protectsMedia: boolean;
  keys: ApiKey[];
}

export interface ApiKey {
  sid: string;
  secret: string;
  /** A restricted key may only read. */
  readOnly: boolean;
}

export function newAccount(): Account {
  const sid = newSid('AC');
  return {
    sid,
    region: 'us1',
    authToken: newSid('AC').slice(2),
    status: 'active',
    type: 'Full',
    created: 'Wed, 01 Jan 2025 00:00:00 +0000',
    ownerSid: sid,
    protectsMedia: false,
    keys: [],
  };
}

/** Checks the credentials of a request as Twilio does, in its order: pair, account, permission. */
export function authorize(account: Account, request: RestRequest): void {
  const [user, secret] = basicCredentials(request.authorization);
  const key = account.keys.find((one) => one.sid === user && one.secret === secret);
  if (!key && !(user === account.sid && secret === account.authToken)) throw unauthorized();
  const named = /^\/2010-04-01\/Accounts\/([^/.]+)/.exec(request.path)?.[1];
  if (named && named !== account.sid) throw unauthorized();
  if (account.status !== 'active') throw new Refusal(403, 20005, 'Account not active');
  if (key?.readOnly && request.method !== 'GET') {
    throw new Refusal(403, 70051, 'Authorization failed: the key lacks a permission');
  }
}

function basicCredentials(header = ''): [user: string, secret: string] {
  const text = Buffer.from(header.replace(/^Basic /, ''), 'base64').toString();
  const colon = text.indexOf(':');
  return [text.slice(0, colon), text.slice(colon + 1)];
}

export function accountRoutes(account: Account): Route[] {
  return [
    {
      method: 'GET',
      path: '/2010-04-01/Accounts/:sid.json',
      answer: ({ path }, { sid }) => {
        const { status, type, created, ownerSid } = find([account], sid, path);
        const owner = { owner_account_sid: ownerSid, date_created: created };
        return ok({ sid, status, friendly_name: 'Local account', type, ...owner });
      },
    },
  ];
}
