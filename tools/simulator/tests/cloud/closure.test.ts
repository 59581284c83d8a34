import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { dependencyClosure } from '../../cloud/closure';

let modules: string;

beforeEach(() => {
  modules = join(mkdtempSync(join(tmpdir(), 'voice-agent-test-')), 'node_modules');
});
afterEach(() => rmSync(dirname(modules), { recursive: true }));

function install(path: string, dependencies: readonly string[] = []): void {
  mkdirSync(join(modules, path), { recursive: true });
  const versions = Object.fromEntries(dependencies.map((name) => [name, '*']));
  writeFileSync(join(modules, path, 'package.json'), JSON.stringify({ dependencies: versions }));
}

const names = (...wanted: string[]) =>
  dependencyClosure(wanted, modules)
    .map(({ name }) => name)
    .sort();

test('includes what the dependencies need, and nothing else', () => {
  install('a', ['b', '@scope/c']);
  install('b', ['a']);
  install('@scope/c');
  install('unrelated');
  expect(names('a')).toEqual(['@scope/c', 'a', 'b']);
});

test('includes what a nested package needs, but not the nested package itself', () => {
  install('a', ['b']);
  install('a/node_modules/b', ['c']);
  install('b', ['d']);
  install('c');
  install('d');
  expect(names('a')).toEqual(['a', 'c']);
});

test('leaves out an optional dependency that is not installed', () => {
  install('a', ['not-for-this-system']);
  expect(names('a')).toEqual(['a']);
});

test("includes this project's three dependencies with theirs, and none of its tools", () => {
  const own = join(__dirname, '../../../../node_modules');
  const found = dependencyClosure(['@twilio/runtime-handler', 'axios', 'twilio'], own);
  expect(found.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['@twilio/runtime-handler', 'axios', 'twilio', 'express']),
  );
  expect(found.every(({ folder }) => existsSync(join(folder, 'package.json')))).toBe(true);
  const tools = ['esbuild', 'jest', 'tsx', 'valibot', 'cockatiel', 'twilio-run', 'typescript'];
  expect(found.filter(({ name }) => tools.includes(name))).toEqual([]);
});
