import type { CallEvent, Party } from '../../../twilio/call-event';

export const partyNames: Record<Party, string> = {
  caller: 'Caller',
  twilio: 'Twilio',
  studio: 'Studio',
  service: 'Service',
  asapp: 'ASAPP',
  'media server': 'Media server',
  queue: 'Queue',
  elsewhere: 'Elsewhere',
  person: 'Person',
};

/** In the middle of a sentence. */
export const partyPhrases: Record<Party, string> = {
  caller: 'the caller',
  twilio: 'Twilio',
  studio: 'Studio',
  service: 'the service',
  asapp: 'ASAPP',
  'media server': 'the media server',
  queue: 'the queue',
  elsewhere: 'another server',
  person: 'the person',
};

const order: readonly Party[] = [
  'caller',
  'twilio',
  'studio',
  'service',
  'asapp',
  'media server',
  'queue',
  'elsewhere',
  'person',
];
const always: readonly Party[] = ['caller', 'twilio', 'service', 'asapp', 'person'];

/** The lanes of the diagram: those of every call, and the other parties of this one. */
export function partiesOf(events: readonly CallEvent[]): Party[] {
  const present = new Set([...always, ...events.flatMap(({ from, to }) => [from, to])]);
  return order.filter((party) => present.has(party));
}

/**
 * When a line happens, in milliseconds: a request when it is sent, the end of a stream when it
 * comes (its `at` is when the stream began).
 */
export const happensAt = ({ at, ms = 0, details }: CallEvent): number =>
  details?.framesSent === undefined ? at : at + ms;

/** The lines in the order in which they happen; they arrive when their answer does. */
export const inOrder = (events: readonly CallEvent[]): CallEvent[] =>
  events.toSorted((one, other) => happensAt(one) - happensAt(other));

/** Shortens SIDs and leaves out the account; the details show all of it. */
export const brief = (text: string): string =>
  text
    .replace(/\/v1\/Accounts\/AC[0-9a-f]{32}/, '/…')
    .replace(/\b([A-Z]{2}[0-9a-f]{4})[0-9a-f]{28}\b/g, '$1…');

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** How long something took: `54 ms`, and from one second on `1.60 s`. */
export const took = (ms: number): string =>
  Math.round(ms) < 1000 ? `${Math.round(ms)} ms` : seconds(ms);
