import { readEngageConfig } from '../../../src/voice/engage-config';
import { readSpeech } from '../../../src/voice/speech';

describe('the configuration of /engage', () => {
  test('may be empty', () => {
    expect(readEngageConfig({})).toEqual({
      value: {
        inputVariables: [],
        greeting: undefined,
        speech: readSpeech({}).value,
        openingHours: undefined,
      },
      problems: [],
    });
  });

  test('has input variables separated by spaces or commas', () => {
    const environment = { INPUT_VARIABLES: ' callerNumber=From, callerCity=FromCity\tcalled=To ' };
    expect(readEngageConfig(environment).value.inputVariables).toEqual([
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
  ])('reports %s, which is not an input variable', (INPUT_VARIABLES) => {
    const { value, problems } = readEngageConfig({ INPUT_VARIABLES });
    expect(value.inputVariables).toEqual([]);
    expect(problems).toEqual([expect.stringContaining('INPUT_VARIABLES must be pairs such as')]);
  });

  test.each([
    ['too long', 'x'.repeat(1001)],
    ['not valid XML', 'hello\u0007'],
    ['half a surrogate pair', 'hello\ud83d'],
  ])('leaves out and reports a greeting that is %s', (_case, GREETING) => {
    const { value, problems } = readEngageConfig({ GREETING });
    expect(value.greeting).toBeUndefined();
    expect(problems).toEqual([expect.stringMatching(/^GREETING must (be at most|not contain)/)]);
  });

  test('accepts a greeting of 1,000 characters', () => {
    const GREETING = 'x'.repeat(1_000);
    expect(readEngageConfig({ GREETING }).value.greeting).toBe(GREETING);
  });
});
