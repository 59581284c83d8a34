import { readName } from '../doctor/names';

/** The ends of the names of secrets; the value of a variable that is not ours may be one too. */
const SECRET = /_(SECRET|TOKEN|PASSWORD|API_KEY|SIGNING_KEY)$/;
/** What follows the path of a URL, where webhooks and streams often have a key. */
const QUERY = /((?:https?|wss?):\/\/[^\s?#]*)[?#]\S*/g;

/** A variable's value as it may be printed. */
export function shown(name: string, value: string | undefined): string {
  if (value === undefined) return '(none)';
  const { base } = readName(name) ?? {};
  if (base === undefined || SECRET.test(base)) return '(hidden)';
  return value.replace(QUERY, '$1?…');
}
