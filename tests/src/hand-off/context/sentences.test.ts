import fc from 'fast-check';
import { firstSentences } from '../../../../src/hand-off/context/sentences';
import { runs } from '../../../support/cases';

describe('the first sentences of a text', () => {
  test.each([
    ['They called. They want a refund.', 40, 'They called. They want a refund.'],
    ['They called. They want a refund.', 20, 'They called.'],
    ['They called! Twice? Yes, twice.', 20, 'They called! Twice?'],
    ['They called. They want a refund.', 12, 'They called.'],
    ['They called. They want a refund.', 11, undefined],
    ['no end of a sentence in sight at all', 20, undefined],
    ['', 20, undefined],
    ['Paid 3.50 dollars. And 12 more dollars.', 25, 'Paid 3.50 dollars.'],
    ['She said "No." Then she left the call.', 20, 'She said "No."'],
    ['Quiere un reembolso. ¿Cuándo lo tendrá?', 25, 'Quiere un reembolso.'],
    ['返金を希望しています。明日また電話します。', 15, '返金を希望しています。'],
  ])('of %j within %d characters are %j', (text, most, expected) => {
    expect(firstSentences(text, most)).toBe(expected);
  });

  test.each([
    ['They know Dr. Smith well. And more than that.', 'They know Dr. Smith well.'],
    ['They live in the U.S. Army base. And more.', 'They live in the U.S. Army base.'],
    [
      'Order no. 12 is late, e.g. the red one. And more.',
      'Order no. 12 is late, e.g. the red one.',
    ],
    ['It is J. Doe who calls about it. And more.', 'It is J. Doe who calls about it.'],
  ])('do not end at an abbreviation: %j', (text, whole) => {
    expect(firstSentences(text, text.length - 1)).toBe(whole);
    expect(firstSentences(text, whole.length - 1)).toBeUndefined();
  });

  test('are a beginning of the text within the limit, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(50), (text, most) => {
        const kept = firstSentences(text, most) ?? '';
        expect(text.startsWith(kept) && kept.length <= most).toBe(true);
      }),
      { numRuns: runs(300) },
    );
  });
});
