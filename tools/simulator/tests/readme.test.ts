import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..');
const README = readFileSync(join(FOLDER, 'README.md'), 'utf8');
const EXAMPLE = readFileSync(join(__dirname, 'example.test.ts'), 'utf8');

test('the code in the README is part of example.test.ts, which runs', () => {
  const blocks = [...README.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code = '']) => code);
  expect(blocks).toHaveLength(2);
  for (const block of blocks) expect(EXAMPLE).toContain(block);
});

test('the files and folders that the README names exist', () => {
  const names = [...README.matchAll(/`([\w-]+(?:\/[\w./-]*)|[\w-]+\.ts)`/g)].map(
    ([, name = '']) => name,
  );
  const paths = names.filter((name) => !/^(src|tools)\//.test(name));
  expect(paths.length).toBeGreaterThan(15);
  expect(paths.filter((name) => !existsSync(join(FOLDER, name)))).toEqual([]);
});
