import { newSid } from '../twilio/sid';
import type { Account } from './account';
import type { Application } from './applications';
import { corePage } from './page';
import { badRequest } from './refusal';
import { find, ok, type Route } from './route';
import { changedWebhooks, NO_WEBHOOKS, type Webhooks } from './webhook-fields';

/** An incoming phone number, as Twilio prints it (the fields that concern voice). */
export interface PhoneNumber extends Webhooks {
  sid: string;
  account_sid: string;
  phone_number: string;
  friendly_name: string;
  voice_application_sid: string;
  trunk_sid: string | null;
  voice_receive_mode: string;
  capabilities: { voice: boolean; sms: boolean; mms: boolean; fax: boolean };
}

export function newNumber(
  account: Account,
  phoneNumber: string,
  settings: Partial<PhoneNumber> = {},
): PhoneNumber {
  return {
    ...NO_WEBHOOKS,
    sid: newSid('PN'),
    account_sid: account.sid,
    phone_number: phoneNumber,
    friendly_name: phoneNumber,
    voice_application_sid: '',
    trunk_sid: null,
    voice_receive_mode: 'voice',
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    ...settings,
  };
}

const PATH = '/2010-04-01/Accounts/:account/IncomingPhoneNumbers';

export function numberRoutes(numbers: PhoneNumber[], applications: readonly Application[]) {
  const routes: Route[] = [
    {
      method: 'GET',
      path: `${PATH}.json`,
      answer: (request) => {
        const matches = numberFilter(request.query.get('PhoneNumber') ?? '');
        const found = numbers.filter((number) => matches(number.phone_number));
        return corePage('incoming_phone_numbers', found, request);
      },
    },
    {
      method: 'GET',
      path: `${PATH}/:sid.json`,
      answer: ({ path }, { sid }) => ok(find(numbers, sid, path)),
    },
    {
      method: 'POST',
      path: `${PATH}/:sid.json`,
      answer: ({ path, form }, { sid }) => {
        const number = find(numbers, sid, path);
        return ok(
          Object.assign(number, changedWebhooks(number, form), changedOwner(form, applications)),
        );
      },
    },
  ];
  return routes;
}

/** Twilio's filter takes a part of a number, and `*` for any digits. */
function numberFilter(filter: string): (phoneNumber: string) => boolean {
  const digits = filter.replace(/[^\d*]/g, '').replaceAll('*', '\\d*');
  const pattern = new RegExp(digits);
  return (phoneNumber) => pattern.test(phoneNumber.replace(/\D/g, ''));
}

/** An application or a trunk takes a number over; setting one removes the other. */
function changedOwner(form: URLSearchParams, applications: readonly Application[]) {
  const change: Partial<PhoneNumber> = {};
  const application = form.get('VoiceApplicationSid');
  const trunk = form.get('TrunkSid');
  const mode = form.get('VoiceReceiveMode');
  if (application && !applications.some(({ sid }) => sid === application)) {
    throw badRequest(21420, `VoiceApplicationSid is not accessible: ${application}`);
  }
  if (trunk && !/^TK[0-9a-f]{32}$/i.test(trunk))
    throw badRequest(20001, `TrunkSid is not valid: ${trunk}`);
  if (application !== null) change.voice_application_sid = application;
  if (trunk !== null) change.trunk_sid = trunk || null;
  if (application) change.trunk_sid = null;
  if (trunk) change.voice_application_sid = '';
  if (mode !== null) change.voice_receive_mode = mode;
  return change;
}
