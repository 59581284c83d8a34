import { type FunctionEvent, parameter } from '../runtime/event';
import { isPhoneNumber } from './destination';

/**
 * Twilio's names for the other party of a call. `From` is who called. On a call that this account
 * places (`Direction` `outbound-api`) that is us, and the person is the other party.
 */
const OTHER_PARTY: Readonly<Record<string, string>> = {
  From: 'To',
  To: 'From',
  Caller: 'Called',
  Called: 'Caller',
};

const END = /^(From|To|Caller|Called)(?=(City|State|Zip|Country)?$)/;

/**
 * One of Twilio's parameters, by its name on an inbound call: `From` is always the person and `To`
 * always the service, whoever placed the call.
 */
export function partyParameter(event: FunctionEvent, name: string): string | undefined {
  if (parameter(event, 'Direction') !== 'outbound-api') return parameter(event, name);
  return parameter(
    event,
    name.replace(END, (end) => OTHER_PARTY[end] ?? end),
  );
}

/**
 * What Twilio sends for a withheld number: a word, or that word as it is typed on a phone's keypad
 * (ANONYMOUS, BLOCKED, RESTRICTED, UNKNOWN, UNAVAILABLE): assumption 25. All such callers share it.
 */
export const isWithheld = (from: string): boolean =>
  /^\+?(266696687|2562533|7378742833|8656696|86282452253)$/.test(from) ||
  /^\+?(anonymous|blocked|restricted|unknown|unavailable|private)$/i.test(from);

/** Whether the caller uses a Voice SDK app, which chooses its parameters before its call has a SID. */
export const usesApp = ({ from }: { readonly from: string | undefined }): boolean =>
  /^client:/i.test(from ?? '');

/** The phone number of the other party, if it has one that can be called; a SIP address is none. */
export function numberToCall({ from }: { readonly from: string | undefined }): string | undefined {
  return from !== undefined && isPhoneNumber(from) && !isWithheld(from) ? from : undefined;
}

/**
 * Whether Twilio has detected an answering machine. It looks for one only on calls that this account
 * places with that option, and then requests the TwiML once it knows.
 */
export function isAnsweringMachine(event: FunctionEvent): boolean {
  return /^(machine|fax)/.test(parameter(event, 'AnsweredBy') ?? '');
}
