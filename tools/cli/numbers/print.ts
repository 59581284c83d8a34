import { table } from '../command/help';
import type { Terminal } from '../command/terminal';
import { type Change, describeBinding, writesRecords } from './binding';
import type { BoundNumber } from './find';

const FIELD_NAMES: Readonly<Record<Change['field'], string>> = {
  voiceUrl: 'voice URL',
  voiceMethod: 'voice method',
  voiceFallbackUrl: 'fallback URL',
  voiceFallbackMethod: 'fallback method',
  statusCallback: 'status callback',
  statusCallbackMethod: 'status callback method',
  voiceApplicationSid: 'TwiML application',
  trunkSid: 'SIP trunk',
  voiceReceiveMode: 'receives',
  voiceRegion: 'calls are taken in',
};

export function printNumbers(numbers: readonly BoundNumber[], terminal: Terminal): void {
  terminal.result(
    numbers.map(({ sid, phoneNumber, friendlyName, takesCalls, binding }) => ({
      sid,
      phoneNumber,
      friendlyName,
      takesCalls,
      boundTo: describeBinding(binding),
      fallback: binding.voiceFallbackUrl,
      statusCallback: binding.statusCallback,
    })),
  );
  if (numbers.length === 0) terminal.say('The account has no phone numbers.');
  else terminal.say(table(numbers.map((number) => [number.phoneNumber, describe(number)])));
}

function describe({ takesCalls, binding }: BoundNumber): string {
  if (!takesCalls) return '(cannot take voice calls)';
  const fallback = binding.voiceFallbackUrl;
  return [
    describeBinding(binding),
    fallback ? `fallback ${fallback}` : 'no fallback',
    writesRecords(binding) ? 'call records' : 'no call records',
  ].join('   ');
}

export function printBindingChanges(
  { phoneNumber, binding }: BoundNumber,
  changes: readonly Change[],
  terminal: Terminal,
): void {
  terminal.say(
    `${terminal.style('bold', phoneNumber)}, currently bound to ${describeBinding(binding)}:`,
  );
  for (const { field, from, to } of changes) {
    terminal.say(`  ${FIELD_NAMES[field]}`);
    terminal.say(`    now  ${from || '(none)'}`);
    terminal.say(`    new  ${terminal.style('green', to || '(none)')}`);
  }
  if (changes.some(({ field, to }) => field === 'voiceApplicationSid' && to === '')) {
    terminal.say('The TwiML application is removed: with one, Twilio ignores the URLs.');
  }
  if (changes.some(({ field, to }) => field === 'trunkSid' && to === '')) {
    terminal.say('The SIP trunk is removed: with one, Twilio ignores the URLs.');
  }
}
