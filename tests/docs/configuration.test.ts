import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readSummaryFlag } from '../../src/agents/summary';
import { readCallRecordConfig } from '../../src/call-record/config';
import { readClerkConfig } from '../../src/clerk/config';
import { readHandOffConfig } from '../../src/hand-off/config';
import { NOT_LINES } from '../../src/runtime/line';
import { readLogLevel } from '../../src/runtime/log';
import { readVariables } from '../../src/runtime/variables';
import { readTranscribeHandOff } from '../../src/transcription/options';
import { readAgentShare } from '../../src/voice/agent-share';
import { DESTINATION_VARIABLES, readVariable } from '../../src/voice/destinations';
import { readOpeningHours } from '../../src/voice/opening-hours-config';
import { SCHEMAS } from '../../tools/cli/doctor/names';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const PAGE = read('docs/configuration.md');
const EXAMPLE = Object.keys(parseEnv(read('.env.example')));

const DESTINATIONS: readonly string[] = Object.values(DESTINATION_VARIABLES);

/** A row of the page about one variable. */
interface Row {
  readonly name: string;
  readonly values: string;
  readonly fallback: string;
}

const ROWS = PAGE.split('\n').flatMap((line): Row[] => {
  const [, name, , values, fallback] = line.split('|').map((cell) => cell.trim());
  const [, variable] = /^`([A-Z][A-Z_]+)`$/.exec(name ?? '') ?? [];
  return variable && values && fallback ? [{ name: variable, values, fallback }] : [];
});

/** What the service says about one value of a variable: nothing if it is good. */
function problemsOf(name: string, value: string): readonly string[] {
  if (DESTINATIONS.includes(name)) return readVariable({ [name]: value }, name).problems;
  const schema = SCHEMAS[name];
  if (!schema) throw new Error(`no schema for ${name}`);
  return readVariables({ [name]: value }, { [name]: schema }).problems;
}

const literals = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, one = '']) => one);

function rowsWith<T>(pattern: RegExp, convert: (row: Row, match: RegExpExecArray) => T): T[] {
  const found = ROWS.flatMap((row) => {
    const match = pattern.exec(row.values);
    return match ? [convert(row, match)] : [];
  });
  if (found.length === 0) throw new Error(`docs/configuration.md has no values like ${pattern}`);
  return found;
}

const number = (text: string | undefined) => Number(text?.replace(',', ''));

describe('docs/configuration.md', () => {
  test('has each variable that the service reads once, and no other', () => {
    const names = ROWS.map(({ name }) => name);
    expect(names.sort()).toEqual([...Object.keys(SCHEMAS), ...DESTINATIONS].sort());
  });

  test('has the same variables as .env.example', () => {
    expect(ROWS.map(({ name }) => name).sort()).toEqual([...EXAMPLE].sort());
  });

  test.each(ROWS.flatMap(({ name, values }) => literals(values).map((value) => [name, value])))(
    'gives %s a value that the service accepts: %s',
    (name, value) => {
      expect(problemsOf(name, value)).toEqual([]);
    },
  );

  test.each(rowsWith(/^(?!names).*(?:one of|such as|URL)/, ({ name }) => name))(
    'is complete for %s: the service refuses anything else',
    (name) => {
      expect(problemsOf(name, '=neither one nor the other?\u0001')).not.toEqual([]);
    },
  );

  test.each(
    rowsWith(/^([\d,]+) to ([\d,]+)$/, ({ name }, [, low, high]) => ({
      name,
      low: number(low),
      high: number(high),
    })),
  )('gives the limits of $name: $low to $high', ({ name, low, high }) => {
    const refused = (value: number) => problemsOf(name, String(value)).length > 0;
    expect([low - 1, low, high, high + 1].map(refused)).toEqual([true, false, false, true]);
  });

  test.each(rowsWith(/at most (\d+) characters/, ({ name }, [, most]) => [name, number(most)]))(
    'gives the limit of %s: %d characters',
    (name, most) => {
      expect(problemsOf(String(name), 'x'.repeat(Number(most)))).toEqual([]);
      expect(problemsOf(String(name), 'x'.repeat(Number(most) + 1))).not.toEqual([]);
    },
  );

  test.each(rowsWith(/at most (\d+) pairs/, ({ name }, [, most]) => [name, number(most)]))(
    'gives the limit of %s: %d pairs',
    (name, most) => {
      const pairs = (count: number) => Array.from({ length: count }, (_, i) => `n${i}=v`).join(' ');
      expect(problemsOf(String(name), pairs(Number(most)))).toEqual([]);
      expect(problemsOf(String(name), pairs(Number(most) + 1))).not.toEqual([]);
    },
  );

  test.each(rowsWith(/without spaces/, ({ name, values }) => [name, values]))(
    'says what %s cannot contain: %s',
    (name, values) => {
      expect(problemsOf(name, 'key')).toEqual([]);
      expect(problemsOf(name, 'two words')).not.toEqual([]);
      expect(problemsOf(name, 'a:b').length > 0).toBe(values.includes('colons'));
    },
  );

  test.each(
    ROWS.filter(({ fallback }) => literals(fallback).length > 0)
      // Which agent is chosen by default is tested with the choice itself.
      .filter(({ name }) => name !== 'VOICE_AGENT')
      .map(({ name, values, fallback }) => {
        const [usual = ''] = literals(fallback);
        const other =
          literals(values).find((value) => value !== usual) ?? values.split(' ')[0] ?? '';
        return { name, usual, other };
      }),
  )('gives the default of $name: $usual', ({ name, usual, other }) => {
    const configuration = (changes: Record<string, string>) => {
      const environment = {
        CLERK_API_KEY: 'key',
        CLERK_INBOX_ID: 'id',
        CALLBACK_WORKFLOW: `WW${'0'.repeat(32)}`,
        OPENING_HOURS: 'mon 08:00-18:00',
        TIME_ZONE: 'UTC',
        ...changes,
      };
      return [
        readHandOffConfig(environment),
        readTranscribeHandOff(environment),
        readLogLevel(environment),
        readClerkConfig(environment),
        readOpeningHours(environment),
        readAgentShare(environment),
        readCallRecordConfig(environment),
        readSummaryFlag(environment),
      ];
    };
    expect(configuration({ [name]: usual })).toEqual(configuration({}));
    expect(configuration({ [name]: other })).not.toEqual(configuration({}));
  });

  test('names the words that cannot be lines', () => {
    const [, section = ''] = PAGE.split('## Several numbers on one service');
    const [, sentence = ''] = /\. ([^.]*) cannot be lines/.exec(section) ?? [];
    expect(literals(sentence).sort()).toEqual(
      [...NOT_LINES].map((line) => line.toLowerCase()).sort(),
    );
  });
});
