import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import type { Figure } from './figures';

const lockFile = v.object({
  packages: v.record(v.string(), v.object({ dev: v.optional(v.boolean()) })),
});

/** What is deployed: the bundles, and the packages that Twilio installs next to them. */
export function measureSizes(root = process.cwd()): Figure[] {
  const folder = join(root, 'dist/functions');
  const bundles = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  const bytes = bundles.map((bundle) => bundle.length);
  const lock: unknown = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const installed = Object.entries(v.parse(lockFile, lock).packages).filter(
    ([path, { dev }]) => path !== '' && dev !== true,
  );
  const packageBytes = installed.reduce((sum, [path]) => sum + ownBytes(join(root, path)), 0);
  const figure = (name: string, value: number, unit: string): Figure => ({
    part: 'sizes',
    name,
    value,
    unit,
  });
  return [
    figure('functions', bundles.length, ''),
    figure('largest bundle', Math.max(...bytes) / 1000, 'kB'),
    figure('all bundles', sum(bytes) / 1000, 'kB'),
    figure('all bundles, gzip', sum(bundles.map((each) => gzipSync(each).length)) / 1000, 'kB'),
    figure('packages that Twilio installs', installed.length, ''),
    figure('size of these packages', packageBytes / 1e6, 'MB'),
  ];
}

const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);

/** Bytes of a package without the packages nested in it, which the lock file lists as well. */
function ownBytes(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    bytes += entry.isDirectory() ? ownBytes(path) : statSync(path).size;
  }
  return bytes;
}
