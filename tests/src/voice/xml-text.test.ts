import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { isXmlText, toXmlText } from '../../../src/voice/xml-text';
import { runs } from '../../support/cases';

/** Whether a strict parser accepts the text in a document, which travels as UTF-8. */
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

describe('XML text', () => {
  test.each([
    ['empty', ''],
    ['a tab, a newline and a carriage return', '\t\n\r'],
    ['markup', '<&>"\''],
    ['an accented letter', 'é'],
    ['an emoji', '😀'],
    ['the delete character', '\u007f'],
    ['the last characters of the basic plane', '\ud7ff\ue000\ufffd'],
  ])('can be %s', (_case, text) => {
    expect(isXmlText(text)).toBe(true);
    expect(toXmlText(text)).toBe(text);
  });

  test.each([
    ['NUL', '\u0000'],
    ['an escape character', '\u001b'],
    ['a vertical tab', '\u000b'],
    ['a lone high surrogate', '\ud800'],
    ['a lone low surrogate', '\udc00'],
    ['surrogates in the wrong order', '\udc00\ud800'],
    ['U+FFFE', '\ufffe'],
    ['U+FFFF', '\uffff'],
  ])('cannot be %s, which becomes a space in speech', (_case, text) => {
    expect(isXmlText(text)).toBe(false);
    expect(toXmlText(`a${text}b`)).toMatch(/^a +b$/);
  });

  test('is what a strict parser accepts, and can be made of any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(isParsed(text)).toBe(isXmlText(text));
        expect(isXmlText(toXmlText(text))).toBe(true);
      }),
      { numRuns: runs(2_000) },
    );
  });
});
