import type { Twilio } from 'twilio';
import { readVariable } from '../../../src/voice/destinations';
import { explained } from '../twilio/explain';
import type { Nullable } from '../twilio/nullable';
import type { Settings } from '../twilio/settings';
import { type Finding, ok, unlessRefused, warning } from './check';
import { destinationNames } from './names';

type Countries = Twilio['voice']['v1']['dialingPermissions']['countries'];
type Country = Nullable<Awaited<ReturnType<Countries['list']>>[number]>;

/** Whether the account may call the countries of the phone numbers among the destinations. */
export async function checkCountries(client: Twilio, { variables }: Settings): Promise<Finding[]> {
  const phones = destinationNames(variables).flatMap((name) =>
    readVariable(variables, name)
      .branches.flatMap(({ chain }) => chain)
      .flatMap((one) => (one.kind === 'number' ? [{ name, number: one.number }] : [])),
  );
  if (phones.length === 0) return [];
  return unlessRefused('countries that may be called', async () => {
    const all: Country[] = await explained('list the countries that may be called', () =>
      client.voice.v1.dialingPermissions.countries.list({ limit: 1_000, pageSize: 1_000 }),
    );
    const allowed = new Set<string>();
    const findings = phones.flatMap(({ name, number }) => {
      const countries = countriesOf(number, all);
      const label = countries.map((country) => country.name).join(' or ');
      if (countries.length === 0) return [];
      if (countries.some(({ lowRiskNumbersEnabled }) => lowRiskNumbersEnabled !== false)) {
        allowed.add(label);
        return [];
      }
      return [
        warning(
          `${name} contains ${number}, but this account may not call ${label}.`,
          'Enable the country in the Twilio Console under Voice, Settings, Geo permissions.',
        ),
      ];
    });
    if (allowed.size > 0)
      findings.push(ok(`the account may call ${[...allowed].sort().join(', ')}`));
    return findings;
  });
}

/** Those with the longest code that the number begins with: +1876 is Jamaica, although it begins with +1. */
function countriesOf(number: string, all: readonly Country[]): Country[] {
  let longest = 0;
  let found: Country[] = [];
  for (const country of all) {
    for (const code of country.countryCodes ?? []) {
      const digits = code.replace(/\D/g, '');
      if (digits.length < longest || !number.startsWith(`+${digits}`)) continue;
      if (digits.length > longest) found = [];
      longest = digits.length;
      found.push(country);
    }
  }
  return found;
}
