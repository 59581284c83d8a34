import { isXmlText } from '../../voice/xml-text';
import { type Entry, type Selection, selectFitting } from './entries';

/** Twilio documents no limit for a client's parameters; that of SIP headers is kept instead. */
const CHARACTERS = 1023;

/** The context as `<Parameter>`s of a `<Client>`: `call.customParameters` in the Voice SDK. */
export function clientParameters(entries: readonly Entry[]): Selection<Entry> {
  return selectFitting(
    entries,
    (entry) => (isXmlText(entry.name) && isXmlText(entry.value) ? entry : undefined),
    ({ name, value }) => name.length + value.length,
    CHARACTERS,
  );
}
