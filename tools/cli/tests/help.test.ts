import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Finished, spawnCommand } from './run-command';

const ROOT = join(__dirname, '../../..');

const manifest = v.object({ scripts: v.record(v.string(), v.string()) });
const { scripts } = v.parse(manifest, JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
const names = Object.entries(scripts).flatMap(([name, line]) =>
  line === `tsx tools/cli/${name}.ts` ? name : [],
);

// The one real start of each command: in the other tests they run in the test's own process.
const started = new Map<string, Finished>();
beforeAll(async () => {
  const start = async (name: string) =>
    started.set(name, await spawnCommand(name, ['--help'], { cwd: ROOT }));
  await Promise.all(names.map(start));
}, 60_000);

test('every command of tools/cli has an npm script', () => {
  const files = readdirSync(join(ROOT, 'tools/cli')).filter((file) => file.endsWith('.ts'));
  expect(files.sort()).toEqual(names.map((name) => `${name}.ts`).sort());
});

test.each(names)('npm run %s -- --help explains the command and exits with 0', (name) => {
  const { code, out, err } = started.get(name) ?? { code: -1, out: '', err: '' };
  expect(out).toContain(`Usage: npm run ${name} -- `);
  expect(out).toContain('--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
});
