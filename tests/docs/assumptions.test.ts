import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ASSUMPTIONS } from '../../tools/cli/verify/assumptions';
import { SCENARIOS } from '../../tools/cli/verify/scenarios';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** One row of docs/assumptions.md. */
interface Row {
  readonly number: string;
  readonly file: string;
  readonly title: string;
  readonly scenarios: readonly string[];
}

const LINES = read('docs/assumptions.md')
  .split('\n')
  .filter((line) => /^\| \d/.test(line));

const ROWS: readonly Row[] = LINES.map((line) => {
  const cells = line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''));
  const [number = '', , , test = '', shownBy = ''] = cells;
  const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(test) ?? [];
  const isNone = shownBy.startsWith('none: ');
  return { number, file, title, scenarios: isNone ? [] : shownBy.split(', ') };
});

const FOLDERS = ['src', 'functions', 'tools', 'tests', 'studio', 'docs'];
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => /\.(ts|tsx|md|xml)$/.test(file)),
).concat(readdirSync(ROOT).filter((file) => file.endsWith('.md')));

/** The numbers that a text names: “assumption 5”, “assumptions 1 and 2”. */
const namedIn = (text: string): string[] =>
  [...text.matchAll(/\bassumptions? (\d+(?:(?:, | and )\d+)*)/gi)].flatMap(
    ([, numbers = '']) => numbers.match(/\d+/g) ?? [],
  );

const isCode = (file: string) => /^(src|functions|tools)\//.test(file) && !file.includes('/tests/');
/** Line breaks and the stars of comments are no part of their sentences. */
const plain = (text: string) => text.replace(/\n\s*(\*|\/\/) ?/g, ' ').replace(/\s+/g, ' ');

describe('docs/assumptions.md', () => {
  test('has five cells for each assumption, numbered without gaps', () => {
    for (const line of LINES) expect(line.split(' | ')).toHaveLength(5);
    expect(ROWS.map(({ number }) => number)).toEqual(ROWS.map((_, index) => String(index + 1)));
    expect(ROWS.length).toBeGreaterThan(20);
  });

  test.each(ROWS)('names an existing test of the wrong case of $number', ({ file, title }) => {
    expect(title).not.toBe('');
    expect(existsSync(join(ROOT, file))).toBe(true);
    expect(read(file)).toContain(title);
  });

  test('has a row for each assumption that code or docs name', () => {
    const named = FILES.flatMap((file) => namedIn(plain(read(file))));
    const known = ROWS.map(({ number }) => number);
    expect(named.filter((number) => !known.includes(number))).toEqual([]);
  });

  test('has no row that the code does not point to', () => {
    const named = FILES.filter(isCode).flatMap((file) => namedIn(plain(read(file))));
    expect(ROWS.map(({ number }) => number).filter((number) => !named.includes(number))).toEqual(
      [],
    );
  });

  test('names the scenarios of npm run verify that show each assumption', () => {
    const shown = ROWS.filter(({ scenarios }) => scenarios.length > 0);
    expect(shown.map(({ number, scenarios }) => [number, scenarios])).toEqual(
      ASSUMPTIONS.map(({ id, shownBy }) => [id, shownBy]),
    );
    const names = SCENARIOS.map(({ name }) => name);
    expect(
      shown.flatMap(({ scenarios }) => scenarios).filter((one) => !names.includes(one)),
    ).toEqual([]);
  });
});

/** How a comment says that nothing states what it relies on. */
const UNSTATED =
  /\bno (document|page|specification) (says|states|promises)|\bdocuments? disagree|\bdocuments no\b|\bdoes not say how\b|\bis not documented\b/i;

const commentsOf = (file: string): string[] =>
  (read(file).match(/\/\*\*?[\s\S]*?\*\/|(?:^\s*\/\/.*\n?)+/gm) ?? []).map(plain);

test('a comment of the service that relies on something unstated names its assumption', () => {
  const comments = FILES.filter((file) => /^(src|functions)\//.test(file)).flatMap(commentsOf);
  const unstated = comments.filter((comment) => UNSTATED.test(comment));
  expect(unstated.length).toBeGreaterThan(3);
  expect(unstated.filter((comment) => namedIn(comment).length === 0)).toEqual([]);
});

test('nothing says INFER in place of an assumption’s number', () => {
  const others = FILES.filter((file) => !file.endsWith('docs/assumptions.test.ts'));
  expect(others.filter((file) => /\bINFER(RED)?\b/.test(read(file)))).toEqual([]);
});
