import { readEngageConfig } from '../../../src/voice/config';

describe('the configuration of /engage', () => {
  test('may be empty', () => {
    expect(readEngageConfig({})).toEqual({
      values: { inputVariables: [], greeting: undefined },
      faults: [],
    });
  });

  test('names input variables, with blanks or commas between them', () => {
    const environment = { INPUT_VARIABLES: ' callerNumber=From, callerCity=FromCity\tcalled=To ' };
    expect(readEngageConfig(environment).values.inputVariables).toEqual([
      { name: 'callerNumber', source: 'From' },
      { name: 'callerCity', source: 'FromCity' },
      { name: 'called', source: 'To' },
    ]);
  });

  test.each([
    'callerNumber',
    'callerNumber=',
    'From=callerNumber',
    'a=From b',
    'a==From',
    'a:From',
  ])('reports %s, which is no input variable', (INPUT_VARIABLES) => {
    const { values, faults } = readEngageConfig({ INPUT_VARIABLES });
    expect(values.inputVariables).toEqual([]);
    expect(faults).toEqual([expect.stringContaining('INPUT_VARIABLES must be pairs such as')]);
  });

  test.each([
    ['too long', 'x'.repeat(1001)],
    ['not to be spoken', 'hello\u0007'],
    ['half a character', 'hello\ud83d'],
  ])('does without a greeting that is %s, and reports it', (_case, GREETING) => {
    const { values, faults } = readEngageConfig({ GREETING });
    expect(values.greeting).toBeUndefined();
    expect(faults).toEqual([expect.stringMatching(/^GREETING must have/)]);
  });

  test('has a greeting of up to 1000 characters', () => {
    const GREETING = 'x'.repeat(1_000);
    expect(readEngageConfig({ GREETING }).values.greeting).toBe(GREETING);
  });
});
