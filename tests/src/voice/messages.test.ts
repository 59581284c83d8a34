import { MESSAGES, type Messages } from '../../../src/voice/messages';
import { isXmlText } from '../../../src/voice/xml-text';

/** The placeholders of a text. */
const placeholders = (text: string) => text.match(/\{\w+\}/g) ?? [];

describe.each(Object.entries<Messages>(MESSAGES))('the messages in %s', (_language, messages) => {
  test.each(Object.entries<string>({ ...messages }))(
    'have a text for %s that can be spoken',
    (name, text) => {
      expect(text.trim()).not.toBe('');
      expect(text.length).toBeLessThan(300);
      expect(isXmlText(text)).toBe(true);
      expect(placeholders(text)).toEqual(placeholders(MESSAGES.en[name as keyof Messages])); // safe: same keys
    },
  );
});
