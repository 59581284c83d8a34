import { helpText } from '../../command/help';
import { readArguments } from '../../command/options';

const OPTIONS = {
  name: { type: 'string', value: 'NAME', description: 'what it is called' },
  tag: { type: 'string', multiple: true, description: 'a word' },
  yes: { type: 'boolean', description: 'do not ask' },
} as const;

test('a command line is read into options and positional arguments', () => {
  const { values, positionals } = readArguments(
    OPTIONS,
    ['+1555', '--name', 'n', '--tag', 'a', '--tag', 'b', '--yes'],
    1,
  );
  expect(positionals).toEqual(['+1555']);
  expect({ ...values }).toEqual({ name: 'n', tag: ['a', 'b'], yes: true });
});

test.each([
  [['--nmae', 'n'], "Unknown option '--nmae'"],
  [['--name'], "Option '--name <value>' argument missing"],
  [['one', 'two'], 'Unexpected argument: two'],
])('the arguments %j are refused with one sentence', (args, message) => {
  expect(() => readArguments(OPTIONS, args, 1)).toThrow(
    expect.objectContaining({ name: 'CommandFailure', message }),
  );
});

test('the help lists each option with its value, and the exit codes', () => {
  const text = helpText({ name: 'try', summary: 'Tries.', arguments: 'WHAT', options: OPTIONS });
  expect(text).toContain('Usage: npm run try -- WHAT [options]');
  expect(text).toContain('--name NAME  what it is called');
  expect(text).toContain('a word (may be repeated)');
  expect(text).toContain('Exit code: 0 done');
});
