import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '..');
const FOLDERS = ['functions', 'src', 'tests', 'tools'];

/** The specifier in `from '…'`, `import '…'`, `import('…')` and `require('…')`, type-only ones included. */
const SPECIFIER = /\b(?:from|import|require)\s*\(?\s*'([^'\n]+)'/g;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);

/** Every file of the repository with the files of the repository that it imports. */
const imports: ReadonlyMap<string, readonly string[]> = new Map(
  files.map((file) => [file, importsOf(file, readFileSync(join(ROOT, file), 'utf8'))]),
);

function importsOf(file: string, source: string): string[] {
  return [...source.matchAll(SPECIFIER)]
    .flatMap(([, specifier = '']) => (specifier.startsWith('.') ? [specifier] : []))
    .flatMap((specifier) => resolveFile(join(dirname(file), specifier)) ?? []);
}

function resolveFile(path: string): string | undefined {
  const candidates = [`${path}.ts`, `${path}.tsx`, `${path}.d.ts`, join(path, 'index.ts')];
  return candidates.find((candidate) => existsSync(join(ROOT, candidate)));
}

const isIn = (folder: string) => (file: string) => file.startsWith(`${folder}/`);

/** The imports that a rule forbids, as `importer → imported`. */
function forbidden(rule: (importer: string, imported: string) => boolean): string[] {
  return [...imports].flatMap(([importer, targets]) =>
    targets.filter((target) => rule(importer, target)).map((target) => `${importer} → ${target}`),
  );
}

/** Groups of files that can all reach each other (Tarjan's strongly connected components). */
function cycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const visit = (file: string): number => {
    const number = order.size;
    order.set(file, number);
    stack.push(file);
    let low = number;
    for (const target of graph.get(file) ?? []) {
      if (!order.has(target)) low = Math.min(low, visit(target));
      else if (stack.includes(target)) low = Math.min(low, order.get(target) ?? low);
    }
    lowest.set(file, low);
    if (low === number) {
      const group = stack.splice(stack.indexOf(file));
      if (group.length > 1 || graph.get(file)?.includes(file)) found.push(group.sort());
    }
    return low;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}

test('reads the imports of the repository', () => {
  expect(imports.size).toBeGreaterThan(400);
  expect(imports.get(relative(ROOT, __filename))).toEqual([]);
  expect([...imports.values()].flat().length).toBeGreaterThan(1_000);
});

test.each([
  ["import type { A } from './b';", 'a type-only import'],
  ["export * from './b';", 'a re-export'],
  ["import {\n  a,\n  b,\n} from './b';", 'an import over several lines'],
  ["const b = await import('./b');", 'a lazy import'],
  ["type B = typeof import('./b');", 'the type of a module'],
  ["const b = require('./b');", 'a require'],
])('finds %j: %s', (source) => {
  expect([...source.matchAll(SPECIFIER)].map(([, specifier]) => specifier)).toEqual(['./b']);
});

test('finds a cycle of two files, and none in a diamond', () => {
  const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));
  expect(cycles(graph({ a: ['b'], b: ['c'], c: ['b'] }))).toEqual([['b', 'c']]);
  expect(cycles(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([]);
});

test('src/ and functions/ import neither tools/ nor tests/', () => {
  const isProduct = (file: string) => isIn('src')(file) || isIn('functions')(file);
  const isAround = (file: string) => isIn('tools')(file) || isIn('tests')(file);
  expect(forbidden((importer, imported) => isProduct(importer) && isAround(imported))).toEqual([]);
});

test('tools/simulator imports nothing from src/: it speaks to the service over HTTP alone', () => {
  const isSimulator = isIn('tools/simulator');
  expect(forbidden((importer, imported) => isSimulator(importer) && isIn('src')(imported))).toEqual(
    [],
  );
});

test('everybody else imports the simulator through its index only', () => {
  const isSimulator = isIn('tools/simulator');
  expect(
    forbidden(
      (importer, imported) =>
        !isSimulator(importer) && isSimulator(imported) && imported !== 'tools/simulator/index.ts',
    ),
  ).toEqual([]);
});

test('no file imports itself through others', () => {
  expect(cycles(imports)).toEqual([]);
});
