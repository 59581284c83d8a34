import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { hasRealAsapp, makeEnvFile, readEnvFile, writeTemporaryEnv } from '../../local/environment';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'environment-'));
});
afterEach(() => rmSync(root, { recursive: true }));
const write = (name: string, text: string) => writeFileSync(join(root, name), text);

test('copies .env.example to .env once, and never overwrites it', () => {
  write('.env.example', 'A=1\n');
  const made = [makeEnvFile(root), makeEnvFile(root)];
  write('.env', 'A=2\n');
  expect([...made, makeEnvFile(root)]).toEqual([true, false, false]);
  expect(readEnvFile(root)).toEqual({ A: '2' });
});

test('copies nothing without .env.example', () => {
  expect([makeEnvFile(root), readEnvFile(root)]).toEqual([false, {}]);
});

test('treats empty variables as not set', () => {
  write('.env', '# c\nA=\nB=1\n');
  expect(readEnvFile(root)).toEqual({ B: '1' });
});

test.each([
  [{ ASAPP_API_HOST: 'api.asapp.com', ASAPP_API_ID: 'id', ASAPP_API_SECRET: 's3' }, true],
  [{ ASAPP_API_HOST: 'api.asapp.com', ASAPP_API_ID: 'id' }, false],
  [{ ASAPP_API_HOST: 'api.asapp.com', ASAPP_API_ID: 'your-id', ASAPP_API_SECRET: 'xxx' }, false],
  [{}, false],
])('recognises in %j credentials of the real ASAPP: %s', (variables, real) => {
  expect(hasRealAsapp(variables)).toBe(real);
});

test('writes any value to a temporary file, and removes it', () => {
  const variables = { A: "it's #1", B: 'say "hi"', C: '{"a":"b c"}', D: 'a\\nb $HOME' };
  const { file, remove } = writeTemporaryEnv(variables);
  expect(parseEnv(readFileSync(file, 'utf8'))).toEqual(variables);
  remove();
  expect(() => readFileSync(file)).toThrow('ENOENT');
});
