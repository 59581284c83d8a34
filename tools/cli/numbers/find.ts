import type { Twilio } from 'twilio';
import { CommandFailure, UsageFailure } from '../command/failure';
import { explained } from '../twilio/explain';
import type { Nullable } from '../twilio/nullable';
import type { Region } from '../twilio/region';
import { type Binding, bindingOf } from './binding';
import { readVoiceRegion } from './routing';

/** One of the account's numbers, and where its calls go. */
export interface BoundNumber {
  readonly sid: string;
  readonly phoneNumber: string;
  readonly friendlyName: string;
  readonly takesCalls: boolean;
  /** Which of its settings these are: a number has them once in each region. */
  readonly region: string;
  readonly binding: Binding;
}

export async function listNumbers(client: Twilio): Promise<BoundNumber[]> {
  const numbers = await explained('list the numbers', () => client.incomingPhoneNumbers.list());
  return numbers.flatMap((number) => toBoundNumber(number, client) ?? []);
}

/** @throws CommandFailure if the account does not own the number, or it cannot take calls */
export async function findNumber(
  client: Twilio,
  phoneNumber: string,
  region?: Region,
): Promise<BoundNumber> {
  checkE164(phoneNumber);
  // Twilio's filter also finds numbers that only contain this one.
  const found = await explained('look up the number', () =>
    client.incomingPhoneNumbers.list({ phoneNumber, limit: 20 }),
  );
  const number = found.find((one) => one.phoneNumber === phoneNumber);
  const bound = number && toBoundNumber(number, client);
  if (!bound) {
    throw new CommandFailure(
      `The number ${phoneNumber} is not in the account ${client.accountSid}.`,
      'Run `npm run bind-number -- --list` to see its numbers, or use the credentials of the account that owns this one.',
      'unknown-number',
    );
  }
  if (!bound.takesCalls) {
    throw new CommandFailure(
      `The number ${phoneNumber} cannot take voice calls.`,
      'Choose a number that has the voice capability.',
      'no-voice',
    );
  }
  if (!region) return bound;
  const voiceRegion = await readVoiceRegion(client, phoneNumber);
  return { ...bound, binding: { ...bound.binding, voiceRegion } };
}

export function checkE164(phoneNumber: string): void {
  if (/^\+[1-9]\d{6,14}$/.test(phoneNumber)) return;
  throw new UsageFailure(
    `${phoneNumber} is not a phone number in E.164.`,
    'Write a plus, the country code and the number, without spaces, for instance +15551234567.',
  );
}

type IncomingNumber = Awaited<ReturnType<Twilio['incomingPhoneNumbers']['list']>>[number];

/** Undefined for a number that could not be named or changed. */
function toBoundNumber(
  number: Nullable<IncomingNumber>,
  { region = 'us1' }: Twilio,
): BoundNumber | undefined {
  const { sid, phoneNumber, friendlyName, capabilities } = number;
  if (!sid || !phoneNumber) return undefined;
  return {
    sid,
    phoneNumber,
    friendlyName: friendlyName ?? '',
    takesCalls: capabilities?.voice !== false,
    region,
    binding: bindingOf(number),
  };
}
