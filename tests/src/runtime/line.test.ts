import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { NOT_LINES, readLine } from '../../../src/runtime/line';

describe('the line of a call', () => {
  test.each([
    ['sales', 'SALES'],
    ['west-coast', 'WEST_COAST'],
    ['Line_2', 'LINE_2'],
    [' 24h ', '24H'],
  ])('is read from line=%s as %s', (line, expected) => {
    expect(readLine({ line })).toEqual({ value: expected, problems: [] });
  });

  test.each([{}, { line: '' }, { line: ['a', 'b'] }])(
    'is none in %j, without a problem',
    (event) => {
      expect(readLine(event)).toEqual({ value: undefined, problems: [] });
    },
  );

  test.each([
    'a b',
    'straße',
    'x'.repeat(41),
    'a\u0000',
    'percent',
    'Accept',
    'variables',
    'percent-sales',
  ])('cannot be %j, which is reported without the value', (line) => {
    const { value, problems } = readLine({ line });
    expect(value).toBeUndefined();
    expect(problems).toEqual([expect.stringMatching(/^line must be/)]);
    expect(problems.join()).not.toContain('x'.repeat(41));
  });

  test('can begin like a name that it cannot have', () => {
    expect(readLine({ line: 'percents' }).value).toBe('PERCENTS');
  });

  test('cannot have a name with which one variable would become another', () => {
    const example = readFileSync(join(__dirname, '../../../.env.example'), 'utf8');
    const names = Object.keys(parseEnv(example));
    const clashes = names.flatMap((name) =>
      names
        .filter((other) => other.startsWith(`${name}_`))
        .map((other) => other.slice(name.length + 1)),
    );
    expect(clashes.filter((line) => !NOT_LINES.has(line))).toEqual([]);
  });
});
