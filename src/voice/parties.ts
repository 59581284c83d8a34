import { type FunctionEvent, parameter } from '../runtime/event';

/**
 * What Twilio calls the two ends of a call: `From` is who called. On a call that this account places
 * itself (`Direction` `outbound-api`) that is us, and the person is at the other end.
 */
const OTHER_END: Readonly<Record<string, string>> = {
  From: 'To',
  To: 'From',
  Caller: 'Called',
  Called: 'Caller',
};

const END = /^(From|To|Caller|Called)(?=(City|State|Zip|Country)?$)/;

/**
 * A parameter of Twilio's by its name on an inbound call, so that `From` is always the person and
 * `To` always the service, whoever placed the call.
 */
export function partyParameter(event: FunctionEvent, name: string): string | undefined {
  if (parameter(event, 'Direction') !== 'outbound-api') return parameter(event, name);
  return parameter(
    event,
    name.replace(END, (end) => OTHER_END[end] ?? end),
  );
}

/**
 * Whether Twilio has found a machine at the other end. It looks only where it was asked to, on a
 * call that this account places, and then asks for TwiML when it knows.
 */
export function isAnsweringMachine(event: FunctionEvent): boolean {
  return /^(machine|fax)/.test(parameter(event, 'AnsweredBy') ?? '');
}
