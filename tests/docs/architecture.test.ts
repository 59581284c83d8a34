import { existsSync, readFileSync } from 'node:fs';
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
