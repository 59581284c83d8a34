import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { isXmlText, toXmlText } from '../../../src/voice/xml-text';

/** Whether a strict parser takes the text in a document, which travels as UTF-8. */
function isParsed(text: string): boolean {
  let isGood = Buffer.from(text).toString() === text;
  const parser = new SaxesParser();
  parser.on('error', () => {
    isGood = false;
  });
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  parser.write(`<a>${escaped}</a>`).close();
  return isGood;
}

const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
});

describe('text for XML', () => {
  test.each([
    ['nothing', ''],
    ['tab, newline and carriage return', '\t\n\r'],
    ['markup', '<&>"\''],
    ['accents', 'é'],
    ['an emoji', '😀'],
    ['delete', '\u007f'],
    ['the last characters of the plane', '\ud7ff\ue000\ufffd'],
  ])('can be %s', (_case, text) => {
    expect(isXmlText(text)).toBe(true);
    expect(toXmlText(text)).toBe(text);
  });

  test.each([
    ['NUL', '\u0000'],
    ['escape', '\u001b'],
    ['vertical tab', '\u000b'],
    ['a lone high surrogate', '\ud800'],
    ['a lone low surrogate', '\udc00'],
    ['surrogates in the wrong order', '\udc00\ud800'],
    ['U+FFFE', '\ufffe'],
    ['U+FFFF', '\uffff'],
  ])('cannot be %s, which becomes blank in speech', (_case, text) => {
    expect(isXmlText(text)).toBe(false);
    expect(toXmlText(`a${text}b`)).toMatch(/^a +b$/);
  });

  test('is what a strict parser takes, and can be made of any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(isParsed(text)).toBe(isXmlText(text));
        expect(isXmlText(toXmlText(text))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
