import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { runCommand } from './run-command';

const ROOT = join(__dirname, '../../..');

const manifest = v.object({ scripts: v.record(v.string(), v.string()) });
const { scripts } = v.parse(manifest, JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
const names = Object.entries(scripts).flatMap(([name, line]) =>
  line === `tsx tools/cli/${name}.ts` ? name : [],
);

test.each(names)('npm run %s -- --help says what it does, and does nothing', async (name) => {
  const { code, out, err } = await runCommand(name, ['--help'], { cwd: ROOT });
  expect(out).toContain(`Usage: npm run ${name} -- `);
  expect(out).toContain('--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
});
