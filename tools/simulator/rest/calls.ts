import { newSid } from '../twilio/sid';
import type { Account } from './account';
import type { CallerId } from './caller-ids';
import type { PhoneNumber } from './numbers';
import { corePage } from './page';
import { badRequest, Refusal } from './refusal';
import { created, find, ok, type Route } from './route';

/** A call, as Twilio prints it, and what it was created with. */
export interface RestCall {
  sid: string;
  account_sid: string;
  to: string;
  from: string;
  status: string;
  direction: string;
  answered_by: string | null;
  duration: string | null;
  /** RFC 2822. */
  date_created: string | null;
  /** RFC 2822; null until the call has ended. */
  end_time: string | null;
  /** Not Twilio's: the parameters of the request that made or last changed the call. */
  readonly parameters: Record<string, string | string[]>;
}

/** What decides whether a number can be called. */
export interface Dialling {
  readonly account: Account;
  readonly numbers: readonly PhoneNumber[];
  readonly callerIds: readonly CallerId[];
  /** Country codes, such as `+44`, that the account may not call. */
  readonly blockedCountries: readonly string[];
  /** A trial account calls verified numbers only. */
  readonly trial: boolean;
}

const PATH = '/2010-04-01/Accounts/:account/Calls';
const E164 = /^\+[1-9]\d{6,14}$/;
const OVER = ['completed', 'canceled', 'failed', 'busy', 'no-answer'];

export function callRoutes(calls: RestCall[], dialling: Dialling): Route[] {
  return [
    {
      method: 'POST',
      path: `${PATH}.json`,
      answer: ({ form }) => {
        checkEnds(form, dialling);
        checkInstructions(form);
        const call = newCall(dialling.account, form);
        calls.push(call);
        return created(call);
      },
    },
    {
      method: 'GET',
      path: `${PATH}.json`,
      answer: (request) => corePage('calls', calls, request),
    },
    {
      method: 'GET',
      path: `${PATH}/:sid.json`,
      answer: ({ path }, { sid }) => ok(find(calls, sid, path)),
    },
    {
      method: 'POST',
      path: `${PATH}/:sid.json`,
      answer: ({ path, form }, { sid }) => ok(changeCall(find(calls, sid, path), form)),
    },
  ];
}

export function newCall(account: Account, form: URLSearchParams): RestCall {
  return {
    sid: newSid('CA'),
    account_sid: account.sid,
    to: form.get('To') ?? '',
    from: form.get('From') ?? '',
    status: 'queued',
    direction: 'outbound-api',
    answered_by: null,
    duration: null,
    date_created: new Date().toUTCString(),
    end_time: null,
    parameters: allParameters(form),
  };
}

function changeCall(call: RestCall, form: URLSearchParams): RestCall {
  if (OVER.includes(call.status)) {
    throw badRequest(21220, 'Call is not in-progress. Cannot redirect.');
  }
  const status = form.get('Status');
  if (status === 'completed' || status === 'canceled') call.status = status;
  Object.assign(call.parameters, allParameters(form));
  return call;
}

function checkEnds(form: URLSearchParams, dialling: Dialling): void {
  const [to, from] = [form.get('To') ?? '', form.get('From') ?? ''];
  if (to === '') throw badRequest(21201, "No 'To' number is specified");
  if (from === '') throw badRequest(21213, "No 'From' number is specified");
  if (!E164.test(to)) throw badRequest(21211, `The phone number you are calling is invalid: ${to}`);
  if (!E164.test(from)) throw badRequest(21212, `The 'From' number ${from} is not valid`);
  const owned = dialling.numbers.some(({ phone_number }) => phone_number === from);
  const verified = (number: string) =>
    dialling.callerIds.some(({ phone_number }) => phone_number === number);
  if (!owned && !verified(from)) {
    throw badRequest(21210, `The source phone number ${from} is not yet verified`);
  }
  if (dialling.blockedCountries.some((code) => to.startsWith(code))) {
    throw new Refusal(400, 21215, `Account not authorized to call ${to}`);
  }
  if (dialling.trial && !verified(to)) {
    throw badRequest(21219, `The number ${to} is unverified`);
  }
}

function checkInstructions(form: URLSearchParams): void {
  const url = form.get('Url');
  if (url === null && !form.has('Twiml') && !form.has('ApplicationSid')) {
    throw badRequest(21205, 'Url parameter is required');
  }
  if (url !== null && !/^https?:\/\/[^\s/]+\S*$/.test(url)) {
    throw badRequest(21205, `Url is not a valid URL: ${url}`);
  }
}

function allParameters(form: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
