import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A package that installing some dependencies would install, and where it is now. */
export interface InstalledPackage {
  readonly name: string;
  readonly folder: string;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * Everything that `npm install` of these packages would put into `node_modules`, found in an existing
 * `node_modules`: they themselves and what they depend on, and nothing else. A package within the
 * folder of another one comes with that one.
 */
export function dependencyClosure(names: readonly string[], modules: string): InstalledPackage[] {
  const found = new Map<string, InstalledPackage>();
  const visited = new Set<string>();
  const visit = (name: string, from: string): void => {
    const folder = resolveUpwards(name, from, modules);
    // Optional dependencies for other systems are not installed.
    if (folder === undefined || visited.has(folder)) return;
    visited.add(folder);
    if (dirname(folder) === modules || dirname(dirname(folder)) === modules) {
      found.set(name, { name, folder });
    }
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const needed = { ...manifest.dependencies, ...manifest.optionalDependencies };
    for (const dependency of Object.keys(needed)) visit(dependency, folder);
  };
  for (const name of names) visit(name, dirname(modules));
  return [...found.values()];
}

/** Finds a package as Node does: the nearest `node_modules` above, up to the given one. */
function resolveUpwards(name: string, from: string, modules: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === dirname(modules) || folder === dirname(folder)) return undefined;
  }
}
