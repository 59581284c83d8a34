import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const OPERATIONS = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'));
}

/** The names of events: of log calls, of failures that are logged, and of `failure` in a function. */
const EVENTS =
  /(?:\blog\.(?:debug|info|warn|error)\(|\blog(?:RequestError|Failure)\(\w+, |\bfailure: )'([a-z-]+)'/g;

test('docs/operations.md explains each event that the service logs', () => {
  const events = [...sources('src'), ...sources('functions')].flatMap((text) =>
    [...text.matchAll(EVENTS)].map(([, event]) => event ?? ''),
  );
  expect(events.length).toBeGreaterThan(10);
  expect(events.filter((event) => !OPERATIONS.includes(`| \`${event}\` |`))).toEqual([]);
});

test('docs/operations.md explains no event twice', () => {
  const [, table = ''] = OPERATIONS.split('## The log');
  const rows = [...table.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, event]) => event);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((event, index) => rows.indexOf(event) !== index)).toEqual([]);
});

test('docs/operations.md or CONTRIBUTING.md lists each npm command', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const pages = OPERATIONS + readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const commands = Object.keys(scripts).map((name) =>
    name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`,
  );
  expect(commands).toContain('npm run deploy');
  expect(commands.filter((command) => !pages.includes(`\`${command}`))).toEqual([]);
});
