import fc from 'fast-check';
import { type CallContext, emptyContext } from '../../../src/voice/call-context';
import { chooseBranch, formatChain, parseBranches, parseChain } from '../../../src/voice/chain';
import { anyCharacters } from '../../support/arbitrary';
import { runs } from '../../support/cases';

const wordsOf = (chain: ReturnType<typeof parseChain> | undefined) =>
  chain?.map(({ word }) => word);

/** The words of the chain that a variable's value chooses for these transfer variables, and what else is known. */
function choose(
  text: string,
  transferVariables: Record<string, unknown> = {},
  more: Partial<CallContext> = {},
) {
  const context = { ...emptyContext('CA1'), transferVariables, ...more };
  return wordsOf(chooseBranch(parseBranches(text).branches, context));
}

describe('the value of a destination variable', () => {
  test('is a chain of words separated by spaces or commas', () => {
    expect(choose(' +15551234567,sip:a@b ,\n voicemail ')).toEqual([
      '+15551234567',
      'sip:a@b',
      'voicemail',
    ]);
  });

  test('may be empty', () => {
    expect(parseBranches('  ')).toEqual({ branches: [], problems: [] });
  });

  test('reports a malformed word by its position, without quoting it, and works without it', () => {
    const { problems } = parseBranches('+15551234567 mark client:a mark2');
    expect(choose('+15551234567 mark client:a mark2')).toEqual(['+15551234567', 'client:a']);
    expect(problems).toEqual([
      expect.stringMatching(/^word 2 must be one of: a number in E.164/),
      expect.stringMatching(/^word 4 must be one of/),
    ]);
    expect(problems.join()).not.toContain('mark');
  });

  test('reports a word after the end of a chain, which can never be reached', () => {
    const { problems } = parseBranches('voicemail client:a');
    expect(choose('voicemail client:a')).toEqual(['voicemail']);
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
  ])('chooses for the variables %p the chain %p', (variables, expected) => {
    expect(choose(TEXT, variables)).toEqual(expected);
  });

  test('can be apart from its chain, which runs to the next selector', () => {
    expect(choose('a=1: client:a client:b a=2: client:c', { a: '1' })).toEqual([
      'client:a',
      'client:b',
    ]);
  });

  test('compares numbers and booleans as text', () => {
    expect(choose('eligible=true:client:a', { eligible: true })).toEqual(['client:a']);
    expect(choose('level=2:client:a', { level: 2 })).toEqual(['client:a']);
  });

  test.each([[null], [['1']], [{ a: 1 }], [{ toString: 1 }], [[{ toString: null }]], [[]]])(
    'does not match the value %j as text',
    (value) => {
      expect(choose('a=1:client:a a=null:client:b a=:client:c *:client:d', { a: value })).toEqual([
        'client:d',
      ]);
    },
  );

  test('matches a reference variable if no transfer variable has that name', () => {
    const referenceVariables = { plan: 'gold' };
    const text = 'plan=gold:client:a *:client:b';
    expect(choose(text, {}, { referenceVariables })).toEqual(['client:a']);
    expect(choose(text, { plan: 'basic' }, { referenceVariables })).toEqual(['client:b']);
    expect(choose(text, { plan: null }, { referenceVariables })).toEqual(['client:b']);
  });

  test('matches the task by taskName, unless a variable has that name', () => {
    const text = 'taskName=billing:client:a *:client:b';
    expect(choose(text, {}, { taskName: 'billing' })).toEqual(['client:a']);
    expect(choose(text, { taskName: 'other' }, { taskName: 'billing' })).toEqual(['client:b']);
    expect(choose(text)).toEqual(['client:b']);
  });

  test('does not match a property of the prototype', () => {
    const text = 'constructor=x:client:a toString=x:client:a client:b';
    expect(choose(text, {})).toBeUndefined();
  });

  test('chooses nothing for an unknown value if there is no * branch', () => {
    expect(choose('a=1:client:a', { a: '2' })).toBeUndefined();
  });

  test('can hold any character, percent-encoded', () => {
    const variables = { a: 'b c,d:é' };
    expect(choose('a=b%20c%2Cd%3A%C3%A9:client:a', variables)).toEqual(['client:a']);
  });

  test('is taken literally if it is badly encoded', () => {
    expect(choose('a=50%:client:a', { a: '50%' })).toEqual(['client:a']);
  });

  test('continues with * the chain of the words before the first selector', () => {
    expect(choose('client:a b=1:client:b *:client:c', {})).toEqual(['client:a', 'client:c']);
  });

  test('starts a branch that is reachable after the end of another', () => {
    const { branches, problems } = parseBranches('a=1:voicemail *:client:b');
    expect(problems).toEqual([]);
    expect(branches).toHaveLength(2);
  });
});

describe('a chain in a URL', () => {
  test('is read back unchanged', () => {
    const chain = parseChain('+15551234567 sip:a@b?X-A=1 queue:c voicemail');
    expect(parseChain(formatChain(chain))).toEqual(chain);
  });

  test('loses words that are not destinations', () => {
    expect(wordsOf(parseChain('x +15551234567 a=1: *'))).toEqual(['+15551234567']);
  });

  test('can be read from any text', () => {
    fc.assert(
      fc.property(anyCharacters(), (text) => {
        const chain = parseChain(text);
        expect(parseChain(formatChain(chain))).toEqual(chain);
        for (const { word } of parseBranches(text).branches.flatMap((branch) => branch.chain)) {
          expect(word).toMatch(/^[\x21-\x7e]+$/);
        }
      }),
      { numRuns: runs(1_000) },
    );
  });
});
