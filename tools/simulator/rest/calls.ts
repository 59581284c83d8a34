import type { LiveCall } from '../twilio/place-call';
import { newSid } from '../twilio/sid';
import { recordingUrl } from '../twilio/verbs/recording';
import type { Account } from './account';
import type { CallerId } from './caller-ids';
import type { PhoneNumber } from './numbers';
import { corePage } from './page';
import type { PlacedCalls } from './placed-calls';
import { badRequest, Refusal } from './refusal';
import { created, find, ok, type Route } from './route';

/** A call, as Twilio prints it, and what it was created with. */
export interface RestCall {
  sid: string;
  parent_call_sid: string | null;
  account_sid: string;
  to: string;
  from: string;
  status: string;
  direction: string;
  answered_by: string | null;
  duration: string | null;
  /** RFC 2822. */
  date_created: string | null;
  start_time: string | null;
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
  /** How many legs the account may have at once. */
  readonly concurrentCalls: number;
}

const PATH = '/2010-04-01/Accounts/:account/Calls';
const E164 = /^\+[1-9]\d{6,14}$/;
const OVER = ['completed', 'canceled', 'failed', 'busy', 'no-answer'];

export function callRoutes(
  calls: RestCall[],
  dialling: Dialling,
  liveCalls: ReadonlyMap<string, LiveCall>,
  placed: PlacedCalls,
): Route[] {
  /** All calls as they are now. */
  const known = (): RestCall[] => {
    for (const live of liveCalls.values()) update(calls, live, dialling.account);
    return calls;
  };
  return [
    {
      method: 'POST',
      path: `${PATH}.json`,
      answer: ({ form }) => {
        checkEnds(form, dialling);
        checkInstructions(form);
        const underWay = known().filter(({ status }) => !OVER.includes(status)).length;
        if (underWay + 2 > dialling.concurrentCalls) {
          // No page gives the HTTP status of this refusal.
          throw new Refusal(429, 10004, 'Call concurrency limit exceeded');
        }
        const call = newCall(dialling.account, form);
        calls.push(call);
        placed.place(call, form);
        return created({ ...call });
      },
    },
    {
      method: 'GET',
      path: `${PATH}.json`,
      answer: (request) => {
        const listed = known().filter(callFilter(request.query));
        // The newest first.
        return corePage('calls', listed.toReversed(), request);
      },
    },
    {
      method: 'GET',
      path: `${PATH}/:sid.json`,
      answer: ({ path }, { sid }) => ok(find(known(), sid, path)),
    },
    {
      method: 'GET',
      path: `${PATH}/:sid/Recordings.json`,
      answer: (request, { sid }) => {
        const { sid: call_sid } = find(known(), sid, request.path);
        const live = liveCalls.get(call_sid);
        return corePage('recordings', live ? recordingsOf(live, dialling.account) : [], request);
      },
    },
    {
      method: 'POST',
      path: `${PATH}/:sid.json`,
      answer: ({ path, form }, { sid }) => {
        const call = changeCall(find(known(), sid, path), form);
        if (OVER.includes(call.status)) {
          liveCalls.get(call.sid)?.hangUp();
          placed.cancel(call.sid);
        }
        return ok(call);
      },
    },
  ];
}

/** The filters of the list; of a start time only those that Twilio has: on or after, and before. */
function callFilter(query: URLSearchParams): (call: RestCall) => boolean {
  const isOrAbsent = (name: string, value: string | null) => (query.get(name) ?? value) === value;
  const after = Date.parse(query.get('StartTime>') ?? '');
  const before = Date.parse(query.get('StartTime<') ?? '');
  return (call) => {
    const began = Date.parse(call.start_time ?? call.date_created ?? '');
    return (
      isOrAbsent('To', call.to) &&
      isOrAbsent('From', call.from) &&
      isOrAbsent('Status', call.status) &&
      isOrAbsent('ParentCallSid', call.parent_call_sid) &&
      !(began < after) &&
      !(began > before)
    );
  };
}

/** Takes over what has become of a call of the phone network: its own leg, and those it has dialed. */
function update(calls: RestCall[], { legs, placedAt }: LiveCall, account: Account): void {
  const date = (ms: number | null) => (ms === null ? null : new Date(placedAt + ms).toUTCString());
  for (const leg of legs) {
    const known = calls.find(({ sid }) => sid === leg.callSid);
    const call = known ?? newCall(account, new URLSearchParams());
    if (!known) calls.push(call);
    const { answeredMs, endedMs } = leg;
    const ms = answeredMs === null || endedMs === null ? null : endedMs - answeredMs;
    Object.assign(call, {
      sid: leg.callSid,
      parent_call_sid: leg.parentCallSid,
      from: leg.from,
      to: leg.to,
      direction: leg.direction,
      status: leg.status,
      date_created: date(leg.beganMs),
      start_time: date(answeredMs ?? leg.beganMs),
      end_time: date(endedMs),
      duration: ms === null ? null : String(Math.round(ms / 1_000)),
    });
  }
}

/** The recordings of a call as Twilio prints them; one that is absent is not among them. */
function recordingsOf({ callSid, recordings, placedAt }: LiveCall, { sid }: Account) {
  return recordings
    .filter(({ status }) => status !== 'absent')
    .map(({ beganMs, duration, ...recording }) => ({
      ...recording,
      account_sid: sid,
      call_sid: callSid,
      start_time: new Date(placedAt + beganMs).toUTCString(),
      duration: duration === null ? null : String(duration),
      media_url: recordingUrl(sid, recording.sid),
    }));
}

export function newCall(account: Account, form: URLSearchParams): RestCall {
  return {
    sid: newSid('CA'),
    parent_call_sid: null,
    account_sid: account.sid,
    to: form.get('To') ?? '',
    from: form.get('From') ?? '',
    status: 'queued',
    direction: 'outbound-api',
    answered_by: null,
    duration: null,
    date_created: new Date().toUTCString(),
    start_time: null,
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
