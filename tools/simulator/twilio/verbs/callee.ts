import { type Alert, warning } from '../alert';
import type { Callee } from '../call/script';
import type { TwimlElement } from '../twiml/parse';

/** A person to call, as a noun of `<Dial>` names them. */
export interface DialTarget extends Callee {
  element: TwimlElement;
  /** SIP headers or client parameters. */
  context: Record<string, string>;
  alerts: Alert[];
}

/** Twilio's limits: https://www.twilio.com/docs/voice/twiml/sip */
const SIP_URI_CHARACTERS = 255;
const SIP_HEADER_CHARACTERS = 1024;
const plainHeaders = [
  'user-to-user',
  'remote-party-id',
  'p-preferred-identity',
  'p-called-party-id',
];

/** The targets of a `<Dial>`: its nouns, or the number given as its text. */
export function dialTargets(dial: TwimlElement): DialTarget[] {
  if (dial.children.length === 0) return dial.text.trim() === '' ? [] : [number(dial)];
  return dial.children.map((element) => {
    if (element.name === 'Sip') return sip(element);
    return element.name === 'Client' ? client(element) : number(element);
  });
}

function number(element: TwimlElement): DialTarget {
  const to = element.text.trim();
  const alerts = /^\+?[0-9][0-9 ().-]*$/.test(to)
    ? []
    : [warning(13223, `"${to}" is not a phone number`)];
  return { noun: 'Number', to, element, context: {}, alerts };
}

function client(element: TwimlElement): DialTarget {
  const identity = element.children.find(({ name }) => name === 'Identity');
  const to = `client:${(identity ?? element).text.trim()}`;
  const parameters = element.children.filter(({ name }) => name === 'Parameter');
  const context = Object.fromEntries(
    parameters.map(({ attributes: { name = '', value = '' } }) => [name, value]),
  );
  return { noun: 'Client', to, element, context, alerts: [] };
}

/** A SIP address; headers that Twilio would drop are dropped, each with its warning. */
function sip(element: TwimlElement): DialTarget {
  const [uri = '', headers = ''] = element.text.trim().split('?', 2);
  const alerts: Alert[] = [];
  if (!/^sips?:/.test(uri) || uri.length >= SIP_URI_CHARACTERS) {
    alerts.push(warning(32110, `"${uri.slice(0, 80)}" is not a SIP address`));
  }
  if (headers.length >= SIP_HEADER_CHARACTERS) {
    alerts.push(warning(13253, `SIP headers of ${headers.length} characters`));
  }
  const context: Record<string, string> = {};
  for (const pair of headers.split('&').filter(Boolean)) {
    const [name = '', encoded = ''] = pair.split('=', 2);
    const value = decoded(encoded);
    if (!/^x-[\w-]+$/i.test(name) && !plainHeaders.includes(name.toLowerCase())) {
      alerts.push(warning(13252, `Twilio does not send the SIP header "${name}"`));
    } else if (value === undefined || !/^[\x20-\x7e]*$/.test(value)) {
      alerts.push(warning(32112, `SIP header "${name}" is dropped: it has an illegal character`));
    } else {
      context[name] = value;
    }
  }
  return { noun: 'Sip', to: uri, element, context, alerts };
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
