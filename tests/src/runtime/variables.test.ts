import * as v from 'valibot';
import {
  credential,
  flag,
  oneOf,
  readVariables,
  variable,
  wholeNumber,
} from '../../../src/runtime/variables';

const TABLE = {
  KEY: v.string(),
  SECONDS: v.optional(wholeNumber(5, 600)),
  MODE: v.optional(oneOf(['cascade', 's2s'])),
  SWITCH: v.optional(flag),
};

describe('the variables of a table', () => {
  test('are read each by its own schema', () => {
    const environment = { KEY: ' k ', SECONDS: '20', MODE: 's2s', SWITCH: 'true' };
    expect(readVariables(environment, TABLE)).toEqual({
      value: { KEY: 'k', SECONDS: 20, MODE: 's2s', SWITCH: true },
      problems: [],
    });
  });

  test('that are absent or empty are missing only where they are required', () => {
    expect(readVariables({ SECONDS: '', MODE: ' ' }, TABLE)).toEqual({
      value: { SECONDS: undefined, MODE: undefined, SWITCH: undefined },
      problems: ['KEY is missing'],
    });
  });

  test('do not hide each other where one is bad, and no problem tells a value', () => {
    const environment = { KEY: 'k', SECONDS: 'mark-1', MODE: 'mark-2', SWITCH: 'mark-3' };
    const { value: values, problems } = readVariables(environment, TABLE);
    expect(values.KEY).toBe('k');
    expect(problems).toEqual([
      'SECONDS must be a whole number from 5 to 600',
      'MODE must be one of: cascade, s2s',
      'SWITCH must be one of: true, false',
    ]);
  });

  test('are found where the runtime keeps them behind a prototype', () => {
    expect(variable(Object.create({ KEY: 'k' }), 'KEY')).toBe('k');
  });
});

describe('a whole number', () => {
  test.each(['5', '600', '0600'])('may be %s, on or within its bounds', (text) => {
    expect(v.is(wholeNumber(5, 600), text)).toBe(true);
  });

  test.each(['4', '601', '-5', '5.5', '1e2', '0x10', '５', '9999999999'])(
    'may not be %s',
    (text) => {
      expect(v.is(wholeNumber(5, 600), text)).toBe(false);
    },
  );
});

describe('a switch', () => {
  test.each([
    ['true', true],
    ['false', false],
  ])('%s is %s', (text, expected) => {
    expect(v.parse(flag, text)).toBe(expected);
  });

  test.each(['TRUE', '1', 'yes'])('%s is neither on nor off', (text) => {
    expect(v.is(flag, text)).toBe(false);
  });
});

test.each(['two words', 'line\nbreak', 'schlüssel', 'nul\0'])(
  'a key that no HTTP header can hold is a problem, which does not quote it: %j',
  (KEY) => {
    expect(readVariables({ KEY }, { KEY: credential })).toEqual({
      value: {},
      problems: ['KEY must be printable ASCII without blanks'],
    });
  },
);
