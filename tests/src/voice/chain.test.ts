import fc from 'fast-check';
import { chooseBranch, formatChain, parseBranches, parseChain } from '../../../src/voice/chain';

const wordsOf = (chain: ReturnType<typeof parseChain> | undefined) =>
  chain?.map(({ word }) => word);

/** The words of the chain that a text chooses for these transfer variables. */
function choose(text: string, variables: Record<string, unknown> = {}) {
  return wordsOf(chooseBranch(parseBranches(text).branches, variables));
}

describe('the value of a destination variable', () => {
  test('is a chain, with blanks or commas between its words', () => {
    expect(choose(' +15551234567,sip:a@b ,\n voicemail ')).toEqual([
      '+15551234567',
      'sip:a@b',
      'voicemail',
    ]);
  });

  test('may be empty', () => {
    expect(parseBranches('  ')).toEqual({ branches: [], problems: [] });
  });

  test('reports a malformed word by its position, unquoted, and works without it', () => {
    const { branches, problems } = parseBranches('+15551234567 mark client:a mark2');
    expect(wordsOf(chooseBranch(branches, {}))).toEqual(['+15551234567', 'client:a']);
    expect(problems).toEqual([
      expect.stringMatching(/^word 2 must be one of: a number in E.164/),
      expect.stringMatching(/^word 4 must be one of/),
    ]);
    expect(problems.join()).not.toContain('mark');
  });

  test('reports what stands behind the end of a chain, which nobody would ever reach', () => {
    const { branches, problems } = parseBranches('voicemail client:a');
    expect(wordsOf(chooseBranch(branches, {}))).toEqual(['voicemail']);
    expect(problems).toEqual(['word 2 can never be reached']);
  });
});

describe('a selector', () => {
  const TEXT =
    'next_action=schedule_callback:client:a next_action=refund:https://example.com/ *:queue:b +15551234567';

  test.each([
    [{ next_action: 'schedule_callback' }, ['client:a']],
    [{ next_action: 'refund' }, ['https://example.com/']],
    [{ next_action: 'other' }, ['queue:b', '+15551234567']],
    [{ next_action: 'REFUND' }, ['queue:b', '+15551234567']],
    [{}, ['queue:b', '+15551234567']],
  ])('chooses for %p the chain %p', (variables, expected) => {
    expect(choose(TEXT, variables)).toEqual(expected);
  });

  test('may stand alone before its chain, which runs to the next one', () => {
    expect(choose('a=1: client:a client:b a=2: client:c', { a: '1' })).toEqual([
      'client:a',
      'client:b',
    ]);
  });

  test('compares numbers and switches as they are written', () => {
    expect(choose('eligible=true:client:a', { eligible: true })).toEqual(['client:a']);
    expect(choose('level=2:client:a', { level: 2 })).toEqual(['client:a']);
  });

  test.each([[null], [['1']], [{ a: 1 }], [{ toString: 1 }], [[{ toString: null }]], [[]]])(
    'does not take the value %j for a text',
    (value) => {
      expect(choose('a=1:client:a a=null:client:b a=:client:c *:client:d', { a: value })).toEqual([
        'client:d',
      ]);
    },
  );

  test('finds no value of the prototype', () => {
    const text = 'constructor=x:client:a toString=x:client:a client:b';
    expect(choose(text, {})).toBeUndefined();
  });

  test('chooses nothing for an unknown value where no branch is for all others', () => {
    expect(choose('a=1:client:a', { a: '2' })).toBeUndefined();
  });

  test('can hold any character, percent-encoded', () => {
    const variables = { a: 'b c,d:é' };
    expect(choose('a=b%20c%2Cd%3A%C3%A9:client:a', variables)).toEqual(['client:a']);
  });

  test('is taken as it stands where it is badly encoded', () => {
    expect(choose('a=50%:client:a', { a: '50%' })).toEqual(['client:a']);
  });

  test('for all others goes on where words before any selector began', () => {
    expect(choose('client:a b=1:client:b *:client:c', {})).toEqual(['client:a', 'client:c']);
  });

  test('keeps a destination from being reached only within its own branch', () => {
    const { branches, problems } = parseBranches('a=1:voicemail *:client:b');
    expect(problems).toEqual([]);
    expect(branches).toHaveLength(2);
  });
});

describe('a chain in a URL', () => {
  test('comes back as it went', () => {
    const chain = parseChain('+15551234567 sip:a@b?X-A=1 queue:c voicemail');
    expect(parseChain(formatChain(chain))).toEqual(chain);
  });

  test('loses what is no destination', () => {
    expect(wordsOf(parseChain('x +15551234567 a=1: *'))).toEqual(['+15551234567']);
  });

  test('can be any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const chain = parseChain(text);
        expect(parseChain(formatChain(chain))).toEqual(chain);
        for (const { word } of parseBranches(text).branches.flatMap((branch) => branch.chain)) {
          expect(word).toMatch(/^[\x21-\x7e]+$/);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
