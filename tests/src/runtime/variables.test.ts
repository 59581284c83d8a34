import * as v from 'valibot';
import {
  credential,
  flag,
  forLine,
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

describe('a table of variables', () => {
  test('is read with one schema for each variable', () => {
    const environment = { KEY: ' k ', SECONDS: '20', MODE: 's2s', SWITCH: 'true' };
    expect(readVariables(environment, TABLE)).toEqual({
      value: { KEY: 'k', SECONDS: 20, MODE: 's2s', SWITCH: true },
      problems: [],
    });
  });

  test('reports an absent or empty variable only if it is required', () => {
    expect(readVariables({ SECONDS: '', MODE: ' ' }, TABLE)).toEqual({
      value: { SECONDS: undefined, MODE: undefined, SWITCH: undefined },
      problems: ['KEY is missing'],
    });
  });

  test('keeps its good values if some are bad, and quotes none of the bad ones', () => {
    const environment = { KEY: 'k', SECONDS: 'mark-1', MODE: 'mark-2', SWITCH: 'mark-3' };
    const { value, problems } = readVariables(environment, TABLE);
    expect(value.KEY).toBe('k');
    expect(problems).toEqual([
      'SECONDS must be a whole number from 5 to 600',
      'MODE must be one of: cascade, s2s',
      'SWITCH must be one of: true, false',
    ]);
  });

  test('finds variables that the runtime keeps on a prototype', () => {
    expect(variable(Object.create({ KEY: 'k' }), 'KEY')).toBe('k');
  });
});

describe('a whole number', () => {
  test.each(['5', '600', '0600'])('can be %s, on or within its bounds', (text) => {
    expect(v.is(wholeNumber(5, 600), text)).toBe(true);
  });

  test.each(['4', '601', '-5', '5.5', '1e2', '0x10', '５', '9999999999'])(
    'cannot be %s',
    (text) => {
      expect(v.is(wholeNumber(5, 600), text)).toBe(false);
    },
  );
});

describe('a switch', () => {
  test.each([
    ['true', true],
    ['false', false],
  ])('reads %s as %s', (text, expected) => {
    expect(v.parse(flag, text)).toBe(expected);
  });

  test.each(['TRUE', '1', 'yes'])('cannot be %s', (text) => {
    expect(v.is(flag, text)).toBe(false);
  });
});

test.each(['two words', 'line\nbreak', 'schlüssel', 'nul\0'])(
  'a credential that no HTTP header can hold is reported without being quoted: %j',
  (KEY) => {
    expect(readVariables({ KEY }, { KEY: credential })).toEqual({
      value: {},
      problems: ['KEY must be printable ASCII without spaces'],
    });
  },
);

describe('the variables of a line', () => {
  const TABLE = { KEY: v.string(), SECONDS: v.optional(wholeNumber(5, 60)) };
  const read = (environment: Record<string, string>, line: string | undefined) =>
    readVariables(forLine(environment, line), TABLE);

  test('win over those of the service', () => {
    const environment = { KEY: 'service', KEY_SALES: 'sales', SECONDS: '10', SECONDS_SALES: '20' };
    expect(read(environment, 'SALES').value).toEqual({ KEY: 'sales', SECONDS: 20 });
    expect(read(environment, 'SUPPORT').value).toEqual({ KEY: 'service', SECONDS: 10 });
    expect(read(environment, undefined).value).toEqual({ KEY: 'service', SECONDS: 10 });
  });

  test('make those of the service unnecessary', () => {
    expect(read({ KEY_SALES: 'sales' }, 'SALES')).toEqual({
      value: { KEY: 'sales' },
      problems: [],
    });
    expect(read({}, 'SALES').problems).toEqual(['KEY is missing']);
  });

  test('are reported by their full name if bad, and the service’s value applies', () => {
    const environment = { KEY: 'k', SECONDS: '10', SECONDS_SALES: 'marked' };
    expect(read(environment, 'SALES')).toEqual({
      value: { KEY: 'k', SECONDS: 10 },
      problems: ['SECONDS_SALES must be a whole number from 5 to 60'],
    });
  });

  test('count as unset if empty', () => {
    expect(read({ KEY: 'k', SECONDS: '10', SECONDS_SALES: ' ' }, 'SALES').value.SECONDS).toBe(10);
  });
});
