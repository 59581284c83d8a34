import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
const [, section = ''] = /\n## Endpoints\n(.*?)\n## /s.exec(PAGE) ?? [];
const rows = section.split('\n').filter((line) => /^\| [A-Z]/.test(line));

test('docs/architecture.md names an existing file and test for each endpoint', () => {
  const files = rows.flatMap((row) => row.match(/`(src|tools|tests)\/[^`]+`/g) ?? []);

  expect(rows.length).toBeGreaterThan(10);
  expect(files.filter((file) => !existsSync(join(ROOT, file.replaceAll('`', ''))))).toEqual([]);
  for (const row of rows) expect(row).toMatch(/`(src|tools\/cli)\/.*`(tests|tools)\//);
});

test('each file in the table of endpoints of docs/architecture.md calls its endpoint', () => {
  for (const row of rows) {
    const [, path = '', file = ''] = /(?:GET|POST) (?:…)?(\/[^`]*)`\s*\| `([^`]+)`/.exec(row) ?? [];
    const part = path
      .split('/')
      .filter((word) => /^[a-zA-Z-]+$/.test(word))
      .at(-1);
    const source = readFileSync(join(ROOT, file), 'utf8').toLowerCase();
    expect(source).toContain(part?.toLowerCase());
  }
});

const rooms = readdirSync(join(ROOT, 'src'));

/** The rooms that the page draws: from each, the rooms that an arrow leads to. */
const drawn = new Map<string, Set<string>>();
const roomsById = new Map(
  [...PAGE.matchAll(/\b(\w+)\["([a-z-]+)\/ /g)].map(([, id = '', room = '']) => [id, room]),
);
for (const [, from = '', to = ''] of PAGE.matchAll(/^ {4}(\w+)(?:\[.*?\])? --> (\w+)/gm)) {
  const room = roomsById.get(from) ?? from;
  drawn.set(room, (drawn.get(room) ?? new Set()).add(roomsById.get(to) ?? to));
}

/** The rooms that the files of a room import from. */
function importsOf(room: string): Set<string> {
  const folder = join(ROOT, room === 'functions' ? room : `src/${room}`);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const pattern = / from '(?:\.\.\/)+(?:src\/)?([a-z-]+)\//g;
  const names = [...sources.join('\n').matchAll(pattern)].map(([, name = '']) => name);
  return new Set(names.filter((name) => name !== room && rooms.includes(name)));
}

/** Every room that the arrows lead to, also by way of others. */
function below(room: string, seen = new Set<string>()): Set<string> {
  for (const next of drawn.get(room) ?? []) {
    if (!seen.has(next)) below(next, seen.add(next));
  }
  return seen;
}

test('docs/architecture.md draws each room of src/', () => {
  expect([...roomsById.values()].sort()).toEqual([...rooms, 'functions'].sort());
});

test.each(['functions', ...rooms])(
  'docs/architecture.md draws what %s imports: every arrow is an import, and none points up',
  (room) => {
    const imports = importsOf(room);
    expect([...(drawn.get(room) ?? [])].filter((one) => !imports.has(one))).toEqual([]);
    expect([...imports].filter((one) => !below(room).has(one))).toEqual([]);
    expect(below(room)).not.toContain(room);
  },
);
