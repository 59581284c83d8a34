import { MESSAGES, type Messages } from '../../../src/voice/messages';
import { isXmlText } from '../../../src/voice/xml-text';

/** The places that a text has to be filled in at. */
const places = (text: string) => text.match(/\{\w+\}/g) ?? [];

describe.each(Object.entries<Messages>(MESSAGES))('the texts in %s', (_language, messages) => {
  test.each(Object.entries<string>({ ...messages }))('can speak %s', (name, text) => {
    expect(text.trim()).not.toBe('');
    expect(text.length).toBeLessThan(300);
    expect(isXmlText(text)).toBe(true);
    expect(places(text)).toEqual(places(MESSAGES.en[name as keyof Messages])); // safe: same keys
  });
});
