import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './signed-service';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const manifest = JSON.parse(read('package.json'));
const lock = JSON.parse(read('package-lock.json'));

interface Entry {
  readonly dev?: boolean;
  readonly integrity?: string;
}

test('Twilio installs exactly three packages, each with a pinned version', () => {
  expect(Object.keys(manifest.dependencies).sort()).toEqual([
    '@twilio/runtime-handler',
    'axios',
    'twilio',
  ]);
  for (const version of Object.values(manifest.dependencies)) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

test('the lock file has the same versions, and a checksum for every deployed package', () => {
  for (const [name, version] of Object.entries(manifest.dependencies)) {
    expect(lock.packages[`node_modules/${name}`].version).toBe(version);
  }
  for (const [path, { dev, integrity }] of Object.entries<Entry>(lock.packages)) {
    const isDeployed = path !== '' && dev !== true;
    if (isDeployed) expect({ path, integrity }).toEqual({ path, integrity: expect.any(String) });
  }
});

test('the bundled functions load no other packages', () => {
  const allowed = new Set(['twilio', 'axios', ...builtinModules]);
  const folder = join(ROOT, 'dist/functions');
  for (const file of readdirSync(folder)) {
    const names = [...readFileSync(join(folder, file), 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)];
    for (const [, name = ''] of names) {
      expect({ file, name, allowed: allowed.has(name.replace('node:', '')) }).toEqual({
        file,
        name,
        allowed: true,
      });
    }
  }
});
