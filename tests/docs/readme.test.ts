import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');

test('the README is short enough to be read to the end', () => {
  expect(README.split('\n').length).toBeLessThanOrEqual(201); // 200 lines and the last newline
});

test('the README shows at most eight npm commands', () => {
  const commands = [...README.matchAll(/npm (?:run )?(?!ci\b)([a-z-]+)/g)].map(([, name]) => name);
  expect(new Set(commands)).toContain('deploy');
  expect(new Set(commands).size).toBeLessThanOrEqual(8);
});
