import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const PAGES = ['.', 'docs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file)),
);
const { scripts } = JSON.parse(read('package.json'));

/** What GitHub makes of a heading. */
function anchorOf(heading: string): string {
  const plain = heading.toLowerCase().replace(/[^\p{Letter}\p{Number}\s_-]/gu, '');
  return plain.trim().replaceAll(' ', '-');
}

function anchorsOf(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

/** A link within the project that leads nowhere. */
function isBroken(page: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : join(dirname(page), file);
  if (!existsSync(join(ROOT, target))) return true;
  return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

test('the pages at the root and in docs/ are found', () => {
  expect(PAGES).toEqual(expect.arrayContaining(['README.md', 'docs/operations.md']));
});

describe.each(PAGES)('%s', (page) => {
  const text = read(page);

  test('links only to files and headings that exist', () => {
    const links = [...text.matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => isBroken(page, link))).toEqual([]);
  });

  test('names only npm commands that exist', () => {
    const named = [...text.matchAll(/npm run ([a-z-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

test.each(['CONTRIBUTING.md', 'docs/architecture.md', 'docs/configuration.md', 'docs/studio.md'])(
  '%s names only files and folders that exist',
  (page) => {
    const pattern = /`((?:src|functions|assets|studio|docs|tests|tools)\/[\w./-]*)`/g;
    const paths = [...read(page).matchAll(pattern)].map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  },
);
