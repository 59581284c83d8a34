import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const OPERATIONS = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'));
}

test('each event that the service logs is explained', () => {
  const calls = /(?:log\.(?:debug|info|warn|error)\(|logRequestError\(\w+, )'([a-z-]+)'/g;
  const events = [...sources('src'), ...sources('functions')].flatMap((text) =>
    [...text.matchAll(calls)].map(([, event]) => event ?? ''),
  );
  expect(events.length).toBeGreaterThan(10);
  expect(events.filter((event) => !OPERATIONS.includes(`\`${event}\``))).toEqual([]);
});

test('no event is explained twice', () => {
  const [, table = ''] = OPERATIONS.split('## The log');
  const rows = [...table.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, event]) => event);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((event, index) => rows.indexOf(event) !== index)).toEqual([]);
});

test('each command that it names exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const named = [...OPERATIONS.matchAll(/npm run ([a-z-]+)/g)].map(([, name]) => name ?? '');
  expect(named).toContain('doctor');
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
});
