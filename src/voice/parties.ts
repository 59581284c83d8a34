import { type FunctionEvent, parameter } from '../runtime/event';

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
 * Whether Twilio has detected an answering machine. It looks for one only on calls that this account
 * places with that option, and then requests the TwiML once it knows.
 */
export function isAnsweringMachine(event: FunctionEvent): boolean {
  return /^(machine|fax)/.test(parameter(event, 'AnsweredBy') ?? '');
}
